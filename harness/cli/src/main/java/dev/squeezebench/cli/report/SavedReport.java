package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A report of what was saved before.
 *
 * @param inputs the files
 * @param report of all of them together
 */
record SavedReport(List<ChartInput> inputs, Report report) {
    /**
     * Reads and merges files.
     *
     * @throws UserException when one cannot be read, or the baseline is in none of them
     */
    static SavedReport read(List<Path> paths, Optional<String> relativeTo) {
        List<ChartInput> inputs = new ArrayList<>();
        for (Path file : ResultFiles.of(paths)) {
            try {
                inputs.add(ChartInput.read(file));
            } catch (IOException e) {
                throw new UserException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
            }
        }
        Results merged = Results.merge(inputs.stream().map(ChartInput::results).toList());
        return new SavedReport(List.copyOf(inputs), Report.of(merged.records(), relativeTo, merged.warnings()));
    }
}
