package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.compare.StoredComparison;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.LatexRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.charts.ChartOptions;
import dev.squeezebench.charts.DrawnCharts;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts two saved results side by side. */
@Command(
        name = "compare",
        description = {
            "What changed between two saved results, where their conditions match.",
            "Exit code 3 when they are not comparable: the conditions that differ are named."
        },
        sortOptions = false)
public final class CompareCommand implements Callable<Integer> {
    private static final String PLACE = "Result file, folder of a run, or folder of runs (its newest).";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FIRST", description = "What the other is compared with. " + PLACE)
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "SECOND", description = PLACE)
    private Path second = Path.of("");

    @Option(
            names = "--charts",
            paramLabel = "DIR",
            description = "Lay both over one another in a chart, runs, which is drawn into this folder.")
    private @Nullable Path charts;

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    public CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        StoredComparison comparison = StoredComparison.of(read(first, console), read(second, console));
        switch (options.format()) {
            case TEXT -> console.print(TextRenderer.render(comparison.blocks(), console.width()));
            case MARKDOWN -> console.print(MarkdownRenderer.render(comparison.blocks()));
            case LATEX -> console.print(LatexRenderer.render(comparison.blocks()));
            case CSV, JSON -> console.show(comparison.table());
        }
        if (charts != null) {
            draw(charts, console);
        }
        return (comparison.comparable() ? ExitCode.DONE : ExitCode.INCONCLUSIVE).code();
    }

    private void draw(Path folder, Console console) throws IOException {
        Drawing.here().insist("--charts");
        SavedReport both = SavedReport.read(List.of(first, second), Optional.empty(), console);
        DrawnCharts drawn = ChartBook.draw(
                both.report(), both.inputs(), folder, ChartOptions.web().only("runs"));
        console.message(
                drawn.files().isEmpty()
                        ? "no chart: both are one run"
                        : drawn.files().size() + " files drawn in " + folder);
    }

    private static Report read(Path path, Console console) throws IOException {
        Report report =
                SavedReport.read(List.of(path), Optional.empty(), console).report();
        if (report.rows().isEmpty()) {
            throw UserException.usage("the results in '" + Printable.text(path.toString())
                    + "' are those of a gate, which has compared its arms itself: squeezebench report shows them");
        }
        return report;
    }
}
