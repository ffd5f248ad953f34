package dev.squeezebench.cli.run;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.charts.ChartOptions;
import dev.squeezebench.charts.DrawnCharts;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.report.Rendering;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Derives from a run's results, as they are on disk, everything else that it leaves. */
final class RunReport {
    private final Console console;
    private final Format format;
    private final Drawing drawing;
    private final String resume;

    /** @param resume command that goes on, before the folder's name */
    RunReport(Console console, Format format, Drawing drawing, String resume) {
        this.console = console;
        this.format = format;
        this.drawing = drawing;
        this.resume = resume;
    }

    /**
     * Prints the results and writes comparisons, report and charts.
     *
     * @return what was read back
     * @throws UserException when something cannot be written; the results are saved all the same
     */
    Results publish(RunFiles files, String baseline) throws IOException {
        return publish(files, baseline, true);
    }

    /** The same without printing the results. */
    Results write(RunFiles files, String baseline) throws IOException {
        return publish(files, baseline, false);
    }

    private Results publish(RunFiles files, String baseline, boolean printed) throws IOException {
        ChartInput input = ChartInput.read(files.results());
        Results results = input.results();
        Report report = Report.of(results.records(), Optional.of(baseline), results.warnings());
        if (printed) {
            console.print(Rendering.of(report, format, console.width()));
        }
        try {
            write(files, input, report);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    "cannot write report and charts to '" + files.folder() + "' (" + e.getMessage() + "): all that was"
                            + " measured is saved in results.jsonl; make room and write them by: " + resume + ' '
                            + files.folder(),
                    e);
        }
        return results;
    }

    private void write(RunFiles files, ChartInput input, Report report) throws IOException {
        ResultWriter.replace(files.comparisons(), report.comparisons(Instant.now()));
        RunFiles.replace(files.report(), MarkdownRenderer.render(blocks(report)));
        if (!drawing.isPossible()) {
            console.message("saved in " + files.folder() + ": results.jsonl, comparisons.jsonl, report.md and log.txt");
            console.message(drawing.atHome(files.folder()));
            return;
        }
        if (report.sections().isEmpty()) {
            console.message("saved in " + files.folder() + ": results.jsonl and log.txt");
            return;
        }
        DrawnCharts charts = ChartBook.draw(report, List.of(input), files.charts(), ChartOptions.web());
        charts.notDrawn().forEach((name, reason) -> console.message("no chart '" + name + "': " + reason));
        console.message("saved in " + files.folder() + ": results.jsonl, comparisons.jsonl, report.md, log.txt and "
                + charts.files().size() + " files in charts/");
    }

    /** The report with the chart that is drawn beside it. */
    private List<Block> blocks(Report report) {
        List<Block> blocks = new ArrayList<>(report.blocks());
        if (drawing.isPossible()
                && report.rows().stream().anyMatch(row -> row.speedUp().isPresent())) {
            blocks.add(new Block.Image("charts/speedup.png", "Speed-up of each workload, with its spread"));
        }
        return blocks;
    }
}
