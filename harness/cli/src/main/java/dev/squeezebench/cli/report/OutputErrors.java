package dev.squeezebench.cli.report;

import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far each output of each scenario was from what was expected: the largest over its trials. */
public final class OutputErrors {
    private OutputErrors() {}

    /** One row for each output that was compared, and one for each scenario whose outputs could not be. */
    public static Table table(List<Trial> trials) {
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        Map<List<String>, Double> largest = new LinkedHashMap<>();
        for (Trial trial : trials) {
            String scenario = trial.scenario().id();
            if (trial.outputCheck() instanceof OutputCheck.Checked checked) {
                for (OutputError error : checked.outputs()) {
                    List<String> key = List.of(scenario, error.name());
                    if (error.maxAbsError() >= largest.getOrDefault(key, 0.0)) {
                        largest.put(key, error.maxAbsError());
                        rows.put(key, row(scenario, error, checked.reference()));
                    }
                }
            } else {
                rows.put(List.of(scenario), List.of(scenario, "", "", "", "", "", why(trial)));
            }
        }
        return new Table(
                List.of(
                        Column.left("scenario"),
                        Column.left("output"),
                        Column.right("error"),
                        Column.right("relative"),
                        Column.right("cosine"),
                        Column.right("allowed"),
                        Column.left("compared with")),
                new ArrayList<>(rows.values()));
    }

    private static List<String> row(String scenario, OutputError error, String reference) {
        return List.of(
                scenario,
                Printable.text(error.name()),
                scientific(error.maxAbsError()),
                scientific(error.maxRelError()),
                String.format(Locale.ROOT, "%.9f", error.cosine()),
                scientific(error.tolerance()) + (error.maxAbsError() > error.tolerance() ? " exceeded" : ""),
                reference);
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

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
