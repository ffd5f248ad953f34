package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.compare.StoredComparison;
import dev.squeezebench.analysis.gate.GateReport;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.Bibliography;
import dev.squeezebench.analysis.report.Methods;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.charts.ChartException;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.charts.HtmlPage;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Format;
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

    @Mixin
    private ChartFlags charts = new ChartFlags();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write one self-contained page as well: what was found, charts, tables, machine, every trial.")
    private @Nullable Path html;

    @Option(
            names = "--methods",
            description = "Print, in place of the table, how it was measured, as a paper's section on methods says it"
                    + " (--format text, markdown or latex).")
    private boolean methods;

    @Option(
            names = "--cite",
            description =
                    "Print, in place of the table, BibTeX entries of this program and of the published figures that it is"
                            + " compared with.")
    private boolean cite;

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    public ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        charts.check();
        checkPrinted();
        Optional<String> baseline = Optional.ofNullable(relativeTo);
        SavedReport saved = SavedReport.read(paths, baseline, console);
        charts.draw(saved, console);
        GateReport gates = new GateReport(saved.gates());
        if (html != null) {
            Drawing.here().insist("--html");
            if (Files.isDirectory(html)) {
                throw new ParameterException(spec.commandLine(), "--html " + html + " is a folder: name a file");
            }
            refuseInput(html);
            DerivedFile.writeNamed(html, page(saved, gates));
            console.message("page written: " + html);
        }
        if (cite) {
            console.print(new Bibliography(saved.report()).bibtex());
            return ExitCode.DONE.code();
        }
        if (methods) {
            console.print(Rendering.of(
                    new Methods(saved.report(), saved.results()).blocks(), options.format(), console.width()));
            return ExitCode.DONE.code();
        }
        if (!saved.gates().isEmpty()) {
            console.print(Rendering.of(gates, Optional.empty(), List.of(), options.format(), console.width()));
        }
        List<ProfileReport> profiles = saved.profiles(baseline);
        if (!saved.report().rows().isEmpty()
                || !profiles.isEmpty()
                || saved.gates().isEmpty()) {
            console.print(Rendering.of(saved.report(), profiles, options.format(), console.width()));
        }
        return ExitCode.DONE.code();
    }

    /** Raw results cannot be made again. */
    private void refuseInput(Path named) throws IOException {
        List<Path> inputs = new ArrayList<>(ResultFiles.of(paths).files());
        List.copyOf(inputs).forEach(input -> ResultFiles.profilesBeside(input).ifPresent(inputs::add));
        for (Path input : inputs) {
            if (Files.exists(named) && Files.isSameFile(named, input)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--html " + named + " would replace the results that it is made of: name another file");
            }
        }
    }

    private void checkPrinted() {
        if (methods && cite) {
            throw new ParameterException(spec.commandLine(), "--methods and --cite exclude each other");
        }
        if (methods && (options.format() == Format.CSV || options.format() == Format.JSON)) {
            throw new ParameterException(
                    spec.commandLine(), "--methods are sentences: print them as text, markdown or latex");
        }
    }

    /** Results that were named one by one are compared with the first, too. */
    private static byte[] page(SavedReport saved, GateReport gates) throws ChartException {
        List<Block> verdicts = saved.gates().isEmpty() ? List.of() : gates.blocks(Optional.empty(), List.of());
        List<ChartInput> inputs = saved.inputs().size() > 1 ? saved.inputs() : List.of();
        List<Report> each = inputs.stream()
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
}
