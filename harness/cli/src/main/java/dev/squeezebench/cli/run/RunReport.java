package dev.squeezebench.cli.run;

import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.charts.ChartOptions;
import dev.squeezebench.charts.DrawnCharts;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.report.Rendering;
import dev.squeezebench.results.file.ResultWriter;
import dev.squeezebench.results.file.Results;
import dev.squeezebench.results.report.MarkdownReport;
import dev.squeezebench.results.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Derives from a run's results, as they stand on disk, everything else that it leaves. */
final class RunReport {
    private final Console console;
    private final Format format;

    RunReport(Console console, Format format) {
        this.console = console;
        this.format = format;
    }

    /**
     * Writes comparisons, report and charts, and prints the results.
     *
     * @return what was read back
     */
    Results publish(RunFiles files, String baseline) throws IOException {
        ChartInput input = ChartInput.read(files.results());
        Results results = input.results();
        Report report = Report.of(results.records(), Optional.of(baseline), results.warnings());
        ResultWriter.replace(files.comparisons(), report.comparisons(Instant.now()));
        Files.writeString(files.report(), MarkdownReport.render(report));
        DrawnCharts charts = ChartBook.draw(List.of(input), files.charts(), ChartOptions.all(Optional.of(baseline)));
        console.print(Rendering.of(report, format));
        charts.notDrawn().forEach((name, reason) -> console.message("no chart '" + name + "': " + reason));
        console.message("saved in " + files.folder() + ": results.jsonl, comparisons.jsonl, report.md, log.txt and "
                + charts.files().size() + " files in charts/");
        return results;
    }
}
