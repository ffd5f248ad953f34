package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.LegendEntry;
import java.util.List;

/** What a chart of bars shows: one quantity of each scenario. */
interface RowMaker {
    /** Name of the chart's files. */
    String name();

    /** Whether its absence needs a reason. */
    default boolean isAlwaysExpected() {
        return true;
    }

    /** The rows of what was measured. */
    Made make(Measurements measurements);

    /** Rows, or the reason why there are none. */
    sealed interface Made {
        /**
         * Rows to draw.
         *
         * @param title of the chart
         * @param subtitle what all rows have in common
         * @param axisTitle quantity and unit
         * @param drawn every scenario that a number comes from
         * @param rows from top to bottom
         * @param legend what colours and shapes mean
         * @param values the drawn values with their trials
         * @param lines vertical lines to compare with, in ascending order
         * @param references the values of those that come from elsewhere
         */
        record Rows(
                String title,
                String subtitle,
                String axisTitle,
                List<ScenarioTrials> drawn,
                List<Row> rows,
                List<LegendEntry> legend,
                List<DrawnValue> values,
                List<ReferenceLine> lines,
                List<ReferenceValue> references)
                implements Made {
            /** Rows without lines to compare with. */
            static Rows of(
                    String title,
                    String subtitle,
                    String axisTitle,
                    List<ScenarioTrials> drawn,
                    List<Row> rows,
                    List<LegendEntry> legend,
                    List<DrawnValue> values) {
                return new Rows(title, subtitle, axisTitle, drawn, rows, legend, values, List.of(), List.of());
            }
        }

        /**
         * Nothing to draw.
         *
         * @param reason one sentence
         */
        record Nothing(String reason) implements Made {}

        /** It shows what was neither measured nor asked for, such as several runs. */
        record NotApplicable() implements Made {}
    }
}
