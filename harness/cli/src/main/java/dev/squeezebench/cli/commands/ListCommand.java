package dev.squeezebench.cli.commands;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.cli.plan.Target;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.cli.table.Listing;
import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.io.IOException;
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
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("workloads", workloads());
        Map<Target, Availability> tried = Targets.tryAll(nativeLibrary, cache.folder(), surroundings, console);
        tables.put("targets", TargetTables.targets(tried));
        Table adapters = TargetTables.adapters(tried);
        if (!adapters.rows().isEmpty() || options.format() == Format.JSON) {
            tables.put("adapters", adapters);
        }
        tables.put("claims", claims());
        console.print(new Listing(tables).render(options.format()));
        return ExitCode.DONE.code();
    }

    private static Table workloads() {
        return new Table(
                List.of(Column.left("workload"), Column.right("parameters"), Column.right("flop at 128 tokens")),
                Networks.builtIn().entrySet().stream()
                        .map(entry -> workload(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static List<String> workload(String name, Network network) {
        NetworkCost cost = NetworkCost.of(network, 1, SelectionOptions.USUAL_LENGTH);
        return List.of(name, String.valueOf(cost.parameters()), String.valueOf(cost.flop()));
    }

    private static Table claims() {
        return new Table(
                List.of(Column.left("claim"), Column.left("statement and source")),
                Claims.builtIn().stream().map(ListCommand::claim).toList());
    }

    private static List<String> claim(Claim claim) {
        return List.of(claim.id(), claim.statement() + " (" + claim.source() + ")");
    }
}
