package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How far each output of each scenario was from what was expected: the largest over its trials. */
public final class OutputErrors {
    private OutputErrors() {}

    /**
     * An output of a scenario.
     *
     * @param scenario id
     * @param error the largest over its trials; absent where the outputs could not be compared
     * @param reference what it was compared with, or why it could not be
     */
    private record Line(String scenario, Optional<OutputError> error, String reference) {
        private Optional<String> name() {
            return error.map(OutputError::name);
        }

        private Cell number(ToDoubleFunction<OutputError> number) {
            return error.<Cell>map(known -> scientific(number.applyAsDouble(known)))
                    .orElse(Cell.ABSENT);
        }

        private Cell norm(ToDoubleFunction<OutputError.Norm> number) {
            return error.flatMap(OutputError::norm)
                    .<Cell>map(known -> scientific(number.applyAsDouble(known)))
                    .orElse(Cell.ABSENT);
        }
    }

    /** One row for each output that was compared, and one for each scenario whose outputs could not be. */
    public static Table table(List<Trial> trials) {
        Map<List<String>, Line> lines = new LinkedHashMap<>();
        for (Trial trial : trials) {
            String scenario = trial.scenario().id();
            if (trial.outputCheck() instanceof OutputCheck.Checked checked) {
                for (OutputError error : checked.outputs()) {
                    lines.merge(
                            List.of(scenario, error.name()),
                            new Line(scenario, Optional.of(error), checked.reference()),
                            OutputErrors::worse);
                }
            } else {
                lines.put(List.of(scenario), new Line(scenario, Optional.empty(), why(trial)));
            }
        }
        return Table.of("outputs", lines.values(), columns -> columns.text("scenario", Line::scenario)
                .add("output", line -> Cell.text(line.name()))
                .add(Column.of("error").key("max_abs_error"), line -> line.number(OutputError::maxAbsError))
                .add(Column.of("relative").key("max_rel_error"), line -> line.number(OutputError::maxRelError))
                .add("cosine", line -> line.error()
                        .<Cell>map(error -> Cell.decimal(error.cosine(), 9))
                        .orElse(Cell.ABSENT))
                .add(Column.of("norm").key("norm_error"), line -> line.norm(OutputError.Norm::error))
                .forPrograms("norm_tolerance", line -> line.norm(OutputError.Norm::tolerance))
                .forPeople(
                        Column.of("allowed").toTheRight(),
                        line -> Cell.text(line.error()
                                .map(error ->
                                        scientific(error.tolerance()).shown() + (exceeded(error) ? " exceeded" : ""))))
                .forPrograms("tolerance", line -> line.number(OutputError::tolerance))
                .forPrograms("passed", line -> line.error()
                        .<Cell>map(error -> Cell.flag(!exceeded(error)))
                        .orElse(Cell.ABSENT))
                .forPeople(Column.of("compared with"), line -> Cell.text(line.reference()))
                .forPrograms("reference", line -> line.error().isPresent() ? Cell.text(line.reference()) : Cell.ABSENT)
                .forPrograms("reason", line -> line.error().isPresent() ? Cell.ABSENT : Cell.text(line.reference())));
    }

    private static Line worse(Line a, Line b) {
        return worst(b) >= worst(a) ? b : a;
    }

    private static double worst(Line line) {
        return line.error().map(OutputError::maxAbsError).orElse(0.0);
    }

    private static boolean exceeded(OutputError error) {
        return !error.passed();
    }

    private static String why(Trial trial) {
        if (trial.outputCheck() instanceof OutputCheck.Incomparable incomparable) {
            return incomparable.reason();
        }
        if (trial.outcome() instanceof TrialOutcome.Failed failed) {
            return failed.reason();
        }
        if (trial.outcome() instanceof TrialOutcome.Unsupported unsupported) {
            return unsupported.reason();
        }
        return trial.outputCheck() instanceof OutputCheck.NotChecked notChecked ? notChecked.reason() : "";
    }

    private static Cell scientific(double value) {
        return new Cell.Numeric(value, String.format(Locale.ROOT, "%.1e", value));
    }
}
