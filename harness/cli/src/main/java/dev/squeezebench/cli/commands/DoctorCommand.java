package dev.squeezebench.cli.commands;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.core.environment.Doctor;
import dev.squeezebench.core.environment.Finding;
import dev.squeezebench.measure.runner.Availability;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks this machine over for measuring. */
@Command(
        name = "doctor",
        description = "Checks this machine for measuring: each finding with its remedy.",
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NativeLibraryOption nativeLibrary = new NativeLibraryOption();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Map<String, Availability> runtimes = new LinkedHashMap<>();
        Targets.tryAll(nativeLibrary, cache.folder(), surroundings, console)
                .forEach((target, availability) -> runtimes.put(target.toString(), availability));
        console.show(findings(Doctor.examine(runtimes)));
        return ExitCode.DONE.code();
    }

    private static Table findings(List<Finding> findings) {
        return Table.of("findings", findings, columns -> columns.text(
                        "severity", finding -> finding.severity().name().toLowerCase(Locale.ROOT))
                .text("code", Finding::code)
                .forPeople(
                        Column.of("finding and remedy"),
                        finding -> Cell.text(finding.message()
                                + finding.remedy().map(remedy -> "; " + remedy).orElse("")))
                .forPrograms("finding", finding -> Cell.text(finding.message()))
                .forPrograms("remedy", finding -> Cell.text(finding.remedy())));
    }
}
