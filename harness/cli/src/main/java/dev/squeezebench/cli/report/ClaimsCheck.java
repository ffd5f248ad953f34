package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.claims.ClaimVerdict.Word;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
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

/** Judges claims by saved results. */
@Command(
        name = "check",
        description = {
            "Judges published figures, or those of a file, by saved results.",
            "Exit code 1 when one is refuted; 0 when one is confirmed, of a file every one; else 3."
        },
        sortOptions = false)
final class ClaimsCheck implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Result file, folder of a run, or folder of runs (its newest).")
    private List<Path> paths = List.of();

    @Option(
            names = "--claims",
            paramLabel = "FILE",
            description = "Claims of your own, in YAML, in place of the published.")
    private @Nullable Path file;

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    ClaimsCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        List<Claim> claims = file == null ? Claims.builtIn() : ClaimsFile.read(file);
        List<ClaimVerdict> verdicts =
                SavedReport.read(paths, Optional.empty(), console).report().check(claims);
        console.show(ClaimVerdict.table(verdicts));
        return code(verdicts, file != null).code();
    }

    /** @param all whether every claim has to be confirmed, not one of them */
    static ExitCode code(List<ClaimVerdict> verdicts, boolean all) {
        if (verdicts.stream().anyMatch(verdict -> verdict.word() == Word.REFUTED)) {
            return ExitCode.FAILED;
        }
        boolean confirmed = !verdicts.isEmpty()
                && (all
                        ? verdicts.stream().allMatch(verdict -> verdict.word() == Word.CONFIRMED)
                        : verdicts.stream().anyMatch(verdict -> verdict.word() == Word.CONFIRMED));
        return confirmed ? ExitCode.DONE : ExitCode.INCONCLUSIVE;
    }
}
