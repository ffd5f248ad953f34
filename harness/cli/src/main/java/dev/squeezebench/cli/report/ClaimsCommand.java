package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.records.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts published figures beside what was measured. */
@Command(
        name = "claims",
        description = {
            "Published figures against what was measured: exit code 3 when they are not comparable, 1 when one is refuted.",
            "Without results, the published figures themselves."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        sortOptions = false)
public final class ClaimsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Result file, folder of a run, or folder of runs (its newest).")
    private List<Path> paths = List.of();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    private ClaimsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The command with {@code check}. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new ClaimsCommand(surroundings)).addSubcommand(new ClaimsCheck(surroundings));
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        if (paths.isEmpty()) {
            console.show(published());
            return ExitCode.DONE.code();
        }
        List<ClaimVerdict> verdicts = SavedReport.read(paths, Optional.empty(), console).report().sections().stream()
                .flatMap(section -> section.claims().stream())
                .toList();
        if (verdicts.isEmpty()) {
            console.message("not comparable: no published figure speaks of what was measured here; 'list' shows them");
        } else {
            console.show(ClaimVerdict.table(verdicts));
        }
        return ClaimsCheck.code(verdicts, false).code();
    }

    private static Table published() {
        return Table.of("claims", Claims.builtIn(), columns -> columns.text("claim", Claim::id)
                .forPeople(Table.Column.of("figure"), claim -> Cell.text(claim.shown()))
                .text("source", Claim::source)
                .forPrograms("value", claim -> Cell.text(claim.value().toPlainString()))
                .forPrograms("unit", claim -> Cell.text(claim.unit().map(Words::of)))
                .forPrograms("conditions", claim -> Cell.text(conditions(claim))));
    }

    private static String conditions(Claim claim) {
        return Claim.CONDITIONS.stream()
                .map(name -> name + ": " + claim.conditions().getOrDefault(name, "not stated"))
                .collect(Collectors.joining("; "));
    }
}
