package dev.squeezebench.cli.run;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.android.lab.hosted.HostedResults;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.report.Rendering;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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

/** Makes results of what a hosted lab brought back. */
@Command(
        name = "import",
        description = {
            "Takes what a device farm brought back: the app's media folder, instrumentation's output, result files, each in"
                    + " an archive or not. It becomes results like any others, with what could not be controlled named.",
            "Exit code 4 when some of it was not measured or does not count; it is saved all the same."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  squeezebench import artifacts.zip",
            "  squeezebench import --out farm-results pixel-3.zip galaxy-s9/instrumentation.txt"
        })
public final class ImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILES", arity = "1..*", description = "Archives (.zip), files and folders from the farm.")
    private List<Path> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, new or empty (default: squeezebench-out/<time>-<short id>).")
    private @Nullable Path out;

    @Option(names = "--identify", description = "Save serials in clear instead of hashed.")
    private boolean identify;

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    public ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        if (out != null) {
            RunFiles.check(out);
        }
        HostedResults results;
        try (Scratch scratch = Scratch.create()) {
            results = HostedResults.read(
                    files, Files.createDirectory(scratch.path().resolve("import")), new Redaction(identify));
        }
        RunRecord first = results.records().stream()
                .filter(RunRecord.class::isInstance)
                .map(RunRecord.class::cast)
                .findFirst()
                .orElseThrow(() -> UserException.usage(
                        "the result files among them have no run: name those that this program has written"));
        Path folder = out != null ? out : RunFiles.defaultFolder(LocalDateTime.now(ZoneOffset.UTC), first.run());
        RunFiles.check(folder);
        Files.createDirectories(folder);
        try (ResultWriter writer = ResultWriter.create(new RunFiles(folder).results(), first)) {
            for (ResultRecord record : results.records()) {
                if (!record.equals(first)) {
                    writer.write(record);
                }
            }
        }
        console.message(results.sessions() + " devices and " + results.files() + " result files are in " + folder);
        Results saved = ResultReader.read(new RunFiles(folder).results());
        Report report = Report.of(saved.records(), Optional.empty(), saved.warnings());
        console.print(Rendering.of(report, options.format(), console.width()));
        boolean allCount =
                results.records().stream().allMatch(record -> !(record instanceof Trial trial) || trial.counts());
        return (allCount ? ExitCode.DONE : ExitCode.PARTIAL).code();
    }
}
