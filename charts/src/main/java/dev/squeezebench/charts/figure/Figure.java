package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Sheet;
import java.util.List;

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
         */
        record Drawn(Sheet sheet, List<DrawnValue> values, List<ReferenceValue> references) implements Result {
            public Drawn {
                values = List.copyOf(values);
                references = List.copyOf(references);
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
