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
import picocli.CommandLine.Option;
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

    @Option(names = "--strict", description = "End with exit code 4 when a finding is a problem.")
    private boolean strict;

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
        List<Finding> findings = Doctor.examine(runtimes);
        console.show(findings(findings));
        return exitCode(findings, strict).code();
    }

    static ExitCode exitCode(List<Finding> findings, boolean strict) {
        boolean problem = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.PROBLEM);
        return strict && problem ? ExitCode.PARTIAL : ExitCode.DONE;
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
