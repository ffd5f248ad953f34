package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.Theme;
import java.util.List;
import java.util.function.Function;

/** One kind of chart. */
public interface Figure {
    /** Name of its files. */
    String name();

    /** Draws it from what was measured, or says why not. */
    Result draw(Measurements measurements);

    /** A chart, or the reason why there is none. */
    sealed interface Result {
        /** Name of the chart. */
        String name();

        /**
         * Can be drawn.
         *
         * @param name of the chart
         * @param sheet the picture in a theme
         * @param marks what is drawn, with its sources
         * @param lines reference lines, with their sources
         */
        record Drawn(String name, Function<Theme, Sheet> sheet, List<DrawnMark> marks, List<DrawnLine> lines)
                implements Result {
            public Drawn {
                marks = List.copyOf(marks);
                lines = List.copyOf(lines);
            }
        }

        /**
         * Cannot be drawn.
         *
         * @param name of the chart
         * @param reason one sentence
         */
        record NotDrawn(String name, String reason) implements Result {}

        /**
         * Nobody measured what it would show, and nobody has to be told so.
         *
         * @param name of the chart
         */
        record NothingOfTheKind(String name) implements Result {}
    }
}
