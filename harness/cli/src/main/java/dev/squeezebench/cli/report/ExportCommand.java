package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.export.ExportFormat;
import dev.squeezebench.analysis.export.Judged;
import dev.squeezebench.analysis.export.ProfileFormat;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.MessageOptions;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints saved results in the format of another tool. */
@Command(
        name = "export",
        description = {
            "Saved results in other tools' formats, to standard output.",
            "Several results become one file; for Otava they are the lines of a history.",
            "chrome-trace, collapsed and operators are of profiles, all others of trials."
        },
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Result file, folder of a run, or folder of runs (its newest).")
    private List<Path> paths = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            completionCandidates = Words.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable String format;

    @Mixin
    private MessageOptions options = new MessageOptions();

    public ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The formats' names. */
    private static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }

    private static List<String> words() {
        return Stream.concat(ExportFormat.words().stream(), ProfileFormat.words().stream())
                .toList();
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Optional<ProfileFormat> ofProfiles = Arrays.stream(ProfileFormat.values())
                .filter(one -> one.word().equals(format))
                .findFirst();
        if (ofProfiles.isPresent()) {
            console.print(ofProfiles.get().render(profiles(console)));
            return ExitCode.DONE.code();
        }
        ExportFormat chosen = Arrays.stream(ExportFormat.values())
                .filter(one -> one.word().equals(format))
                .findFirst()
                .orElseThrow(() -> Suggestions.unknown("format", String.valueOf(format), words()));
        Results merged = Results.merge(SavedReport.inputs(paths, console).stream()
                .map(ChartInput::results)
                .toList());
        if (merged.trials().isEmpty()) {
            throw SavedReport.noTrials(paths);
        }
        merged.warnings().forEach(warning -> console.warning(warning.message()));
        console.print(chosen.render(merged.records(), judged(merged)));
        return ExitCode.DONE.code();
    }

    private ProfileReport profiles(Console console) throws IOException {
        SavedReport saved = SavedReport.read(paths, Optional.empty(), console);
        List<Profile> profiles = saved.results().profiles();
        if (profiles.isEmpty()) {
            throw UserException.usage("no profile in "
                    + String.join(", ", paths.stream().map(Path::toString).toList())
                    + ": '" + format + "' shows where time goes; take one by squeezebench profile");
        }
        saved.results().warnings().forEach(warning -> console.warning(warning.message()));
        return ProfileReport.of(profiles, saved.report(), saved.results().trials());
    }

    /** What gates among the results decided. */
    private static List<Judged> judged(Results results) {
        return SavedReport.gates(results).stream()
                .flatMap(each -> Judged.of(each).stream())
                .toList();
    }
}
