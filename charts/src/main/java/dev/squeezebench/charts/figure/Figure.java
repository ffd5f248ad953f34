package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Sheet;
import java.util.List;
import java.util.Optional;

/** One kind of chart. */
public interface Figure {
    /** Name of its files. */
    String name();

    /** Draws it from what was measured, or says why not. */
    Result draw(Measurements measurements);

    /** A chart, or the reason why there is none. */
    sealed interface Result {
        /**
         * Can be drawn.
         *
         * @param sheet the picture
         * @param values what is drawn, with its trials
         * @param references reference lines, with their sources
         * @param finding what it shows, in sentences for readers who cannot see it; absent where its values say it
         */
        record Drawn(Sheet sheet, List<DrawnValue> values, List<ReferenceValue> references, Optional<String> finding)
                implements Result {
            public Drawn {
                values = List.copyOf(values);
                references = List.copyOf(references);
            }

            /** One whose values say what it shows. */
            public Drawn(Sheet sheet, List<DrawnValue> values, List<ReferenceValue> references) {
                this(sheet, values, references, Optional.empty());
            }
        }

        /**
         * Cannot be drawn, though it was expected.
         *
         * @param reason one sentence
         */
        record NotDrawn(String reason) implements Result {}

        /** Shows something that was not measured and not asked for, such as a sweep: no message is needed. */
        record NotApplicable() implements Result {}
    }
}
