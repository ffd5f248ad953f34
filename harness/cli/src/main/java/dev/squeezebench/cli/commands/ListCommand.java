package dev.squeezebench.cli.commands;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.cli.plan.Distribution;
import dev.squeezebench.cli.plan.Target;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.network.Networks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what can be selected, what of it is usable here, and why the rest is not. */
@Command(
        name = "list",
        description = "Workloads, targets and claims: what is usable here, and why the rest is not.",
        sortOptions = false)
public final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NativeLibraryOption nativeLibrary = new NativeLibraryOption();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        List<Table> tables = new ArrayList<>();
        tables.add(workloads());
        Map<Target, Availability> tried = Targets.tryAll(nativeLibrary, cache.folder(), surroundings, console);
        Map<Target, Availability> targets = new LinkedHashMap<>(tried);
        targets.putAll(Targets.onPhones(surroundings));
        tables.add(TargetTables.targets(targets));
        Table adapters = TargetTables.adapters(tried);
        if (!adapters.rows().isEmpty() || options.format() == Format.JSON) {
            tables.add(adapters);
        }
        tables.add(runtimeOptions());
        tables.add(claims());
        console.show(tables);
        return ExitCode.DONE.code();
    }

    private static Table workloads() {
        Map<String, NetworkCost> costs = new LinkedHashMap<>();
        Networks.builtIn()
                .forEach((name, network) -> costs.put(name, NetworkCost.of(network, 1, SelectionOptions.USUAL_LENGTH)));
        return Table.of("workloads", costs.entrySet(), columns -> columns.text("workload", Map.Entry::getKey)
                .add("parameters", entry -> Cell.integer(entry.getValue().parameters()))
                .add(
                        "flop at 128 tokens",
                        entry -> Cell.integer(entry.getValue().flop())));
    }

    /** What {@code --option} takes. */
    private Table runtimeOptions() throws IOException {
        List<Map.Entry<String, String>> options = new ArrayList<>();
        for (RunnerDistribution runner : Distribution.all(surroundings)) {
            runner.descriptor()
                    .after("option.")
                    .forEach((name, values) -> options.add(Map.entry(runner.name() + '.' + name, values)));
        }
        options.sort(Map.Entry.comparingByKey());
        return Table.of("options", options, columns -> columns.text("option", Map.Entry::getKey)
                .text("values", entry -> entry.getValue()));
    }

    private static Table claims() {
        return Table.of("claims", Claims.builtIn(), columns -> columns.text("claim", Claim::id)
                .forPeople(
                        Column.of("statement and source"),
                        claim -> Cell.text(claim.statement() + " (" + claim.source() + ")"))
                .forPrograms("statement", claim -> Cell.text(claim.statement()))
                .forPrograms("source", claim -> Cell.text(claim.source()))
                .forPrograms("url", claim -> Cell.text(claim.url())));
    }
}
