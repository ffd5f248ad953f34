package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.export.Judged;
import dev.squeezebench.analysis.gate.GateReport;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.charts.ChartOptions;
import dev.squeezebench.charts.DrawnCharts;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.report.Rendering;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what a gate decided, as it is saved: on the terminal, in its folder, in other tools' formats, as an exit code. */
final class GatePublisher {
    private final Console console;
    private final Drawing drawing;
    private final List<GateExport> exports;
    private final GitHubActions github;

    /**
     * What was published.
     *
     * @param trials that it rests on
     */
    record Published(ExitCode code, List<Trial> trials) {}

    GatePublisher(Console console, Drawing drawing, List<GateExport> exports, GitHubActions github) {
        this.console = console;
        this.drawing = drawing;
        this.exports = List.copyOf(exports);
        this.github = github;
    }

    /**
     * Publishes the gate in a folder.
     *
     * @param scenarios how many were planned
     * @param cache where the control of this machine is
     * @param more what a reader should know beside the verdicts
     */
    Published publish(Path folder, int scenarios, Path cache, List<String> more) throws IOException {
        RunFiles files = new RunFiles(folder);
        ChartInput input = ChartInput.read(files.results());
        Results results = input.results();
        List<JudgedScenario> judged = compared(files, results);
        List<String> notes = new ArrayList<>();
        for (Environment machine : SavedGate.machines(results)) {
            notes.add(Control.in(cache, machine).map(Control::words).orElseGet(Control::absent));
        }
        notes = Stream.concat(notes.stream().distinct(), more.stream()).toList();
        GateReport report = new GateReport(judged);
        Optional<String> chart = chart(files, input);
        console.print(Rendering.of(report, chart, notes, console.format(), console.width()));
        RunFiles.replace(files.report(), Rendering.of(report, chart, notes, Format.MARKDOWN, console.width()));
        // A job's summary cannot show a picture of the job's own.
        github.show(report, Rendering.of(report, Optional.empty(), notes, Format.MARKDOWN, console.width()), console);
        List<Judged> exported =
                judged.stream().flatMap(each -> Judged.of(each).stream()).toList();
        for (GateExport export : exports) {
            RunFiles.replace(export.file(), export.format().render(results.records(), exported));
        }
        console.message("saved in " + folder + ": results.jsonl, comparisons.jsonl, report.md, log.txt"
                + (chart.isPresent() ? " and charts/" : "")
                + (exports.isEmpty()
                        ? ""
                        : "; exported: " + exports.size() + (exports.size() == 1 ? " file" : " files")));
        return new Published(code(judged, scenarios), results.trials());
    }

    /** Saves what is derived without a word and without a chart, the report last. */
    static List<JudgedScenario> save(Path folder, List<String> notes) throws IOException {
        RunFiles files = new RunFiles(folder);
        List<JudgedScenario> judged = compared(files, ResultReader.read(files.results()));
        RunFiles.replace(
                files.report(), Rendering.of(new GateReport(judged), Optional.empty(), notes, Format.MARKDOWN, 0));
        return judged;
    }

    private static List<JudgedScenario> compared(RunFiles files, Results results) throws IOException {
        List<JudgedScenario> judged = SavedGate.of(results.records()).stream()
                .flatMap(gate -> gate.scenarios().stream())
                .toList();
        List<Comparison> comparisons = judged.stream()
                .flatMap(each -> each.comparisons(Instant.now()).stream())
                .toList();
        ResultWriter.replace(files.comparisons(), comparisons);
        return judged;
    }

    /** Draws what can be drawn; the chart's path within the folder, empty where there is none. */
    private Optional<String> chart(RunFiles files, ChartInput input) throws IOException {
        if (!drawing.isPossible()) {
            console.message(drawing.atHome(files.folder()));
            return Optional.empty();
        }
        Report report = Report.of(
                input.results().records(), Optional.empty(), input.results().warnings());
        DrawnCharts charts = ChartBook.draw(report, List.of(input), files.charts(), ChartOptions.web());
        return charts.files().stream()
                .map(file -> "charts/" + file.getFileName())
                .filter("charts/gate.png"::equals)
                .findFirst();
    }

    /** A scenario without a complete round was not judged. */
    private static ExitCode code(List<JudgedScenario> judged, int scenarios) {
        if (judged.isEmpty()) {
            return ExitCode.PARTIAL;
        }
        Verdict verdict = JudgedScenario.verdict(judged);
        if (verdict instanceof Verdict.Fail) {
            return ExitCode.FAILED;
        }
        return judged.size() < scenarios
                ? ExitCode.PARTIAL
                : verdict instanceof Verdict.Pass ? ExitCode.DONE : ExitCode.INCONCLUSIVE;
    }
}
