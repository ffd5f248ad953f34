package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.compare.StoredComparison;
import dev.squeezebench.analysis.gate.GateReport;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.charts.ChartException;
import dev.squeezebench.charts.ChartOptions;
import dev.squeezebench.charts.DrawnCharts;
import dev.squeezebench.charts.HtmlPage;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.records.file.DerivedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints and draws saved results; several runs are pooled when each is named. */
@Command(
        name = "report",
        description = {
            "Table, Markdown, CSV, JSON and charts from saved results.",
            "A folder of runs means its newest; runs that are named one by one are pooled where the machine is the same."
        },
        sortOptions = false)
public final class ReportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Result file, folder of a run, or folder of runs (its newest).")
    private List<Path> paths = List.of();

    @Option(
            names = "--relative-to",
            paramLabel = "WORKLOAD|CONDITION",
            description =
                    "What speed-ups are relative to: a workload, a target (onnxruntime:cpu), a version (onnxruntime@1.26.0) or a"
                            + " setting (threads=1). Default: as in the run, else bert-base-uncased, bert-tiny, or the first workload.")
    private @Nullable String relativeTo;

    @Option(names = "--charts", paramLabel = "DIR", description = "Draw the charts into this folder as well.")
    private @Nullable Path charts;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write one self-contained page as well: what was found, charts, tables, machine, every trial.")
    private @Nullable Path html;

    @Option(
            names = "--chart-prefix",
            paramLabel = "TEXT",
            description = "Begin the charts' file names with this, so that one folder can have those of several runs.")
    private String chartPrefix = "";

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    public ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Optional<String> baseline = Optional.ofNullable(relativeTo);
        SavedReport saved = SavedReport.read(paths, baseline, console);
        if (charts != null) {
            Drawing.here().insist("--charts");
            DrawnCharts drawn = ChartBook.draw(
                    saved.report(), saved.inputs(), charts, ChartOptions.all().withPrefix(prefix()));
            drawn.notDrawn().forEach((name, reason) -> console.message("no chart '" + name + "': " + reason));
            console.message(drawn.files().size() + " files drawn in " + charts);
        }
        GateReport gates = new GateReport(saved.gates());
        if (html != null) {
            Drawing.here().insist("--html");
            if (Files.isDirectory(html)) {
                throw new ParameterException(spec.commandLine(), "--html " + html + " is a folder: name a file");
            }
            DerivedFile.replace(html, page(saved, gates));
            console.message("page written: " + html);
        }
        if (!saved.gates().isEmpty()) {
            console.print(Rendering.of(gates, Optional.empty(), List.of(), options.format(), console.width()));
        }
        if (!saved.report().rows().isEmpty() || saved.gates().isEmpty()) {
            console.print(Rendering.of(saved.report(), options.format(), console.width()));
        }
        return ExitCode.DONE.code();
    }

    /** Results that were named one by one are compared with the first, too. */
    private static byte[] page(SavedReport saved, GateReport gates) throws ChartException {
        List<Block> verdicts = saved.gates().isEmpty() ? List.of() : gates.blocks(Optional.empty(), List.of());
        List<Report> each = saved.inputs().stream()
                .map(input -> Report.of(
                        input.results().records(),
                        Optional.empty(),
                        input.results().warnings()))
                .filter(report -> !report.rows().isEmpty())
                .toList();
        List<Block> changes = new ArrayList<>();
        for (int i = 1; i < each.size(); i++) {
            changes.addAll(StoredComparison.of(each.get(0), each.get(i)).blocks());
        }
        return HtmlPage.render(saved.report(), verdicts, changes, saved.inputs());
    }

    /** Part of a file name: it leads to no other folder. */
    private String prefix() {
        if (!ChartOptions.isPrefix(chartPrefix)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--chart-prefix: letters, digits, points, hyphens and underscores only, at most 100");
        }
        return chartPrefix;
    }
}
