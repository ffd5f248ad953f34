package dev.squeezebench.cli.profile;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.charts.ChartOptions;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Draws the charts of a run's profiles beside its others. */
record ProfileCharts(Console console, Drawing drawing) {
    private static final List<String> CHARTS = List.of("layer-kinds", "roofline");

    /**
     * Draws what the files of a run have.
     *
     * @param baseline what speed-ups are relative to
     * @return how many files
     */
    int draw(RunFiles files, String baseline) throws IOException {
        if (!drawing.isPossible()) {
            return 0;
        }
        List<ChartInput> inputs = List.of(ChartInput.read(files.results()), ChartInput.read(files.profiles()));
        Results merged = Results.merge(inputs.stream().map(ChartInput::results).toList());
        Report report = Report.of(merged.records(), Optional.of(baseline), merged.warnings());
        int drawn = 0;
        for (String chart : CHARTS) {
            var result = ChartBook.draw(
                    report, inputs, files.charts(), ChartOptions.web().only(chart));
            result.notDrawn().forEach((name, reason) -> console.message("no chart '" + name + "': " + reason));
            drawn += result.files().size();
        }
        return drawn;
    }
}
