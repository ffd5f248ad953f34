package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.store.CacheEntry;
import dev.squeezebench.workloads.store.CacheInventory;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Empties the cache. */
@Command(
        name = "clean",
        description = {
            "Deletes the files of the cache, or those of the workloads that are named, and says which and how large they"
                    + " were. While another command uses the cache nothing is deleted (exit code 5)."
        },
        sortOptions = false)
final class ModelsClean implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "WORKLOAD",
            arity = "0..*",
            description = "Whose files are deleted, as 'models list' names them (default: all files).")
    private List<String> workloads = List.of();

    @Option(names = "--dry-run", description = "Only say what would be deleted.")
    private boolean dryRun;

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    ModelsClean(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        CacheInventory inventory = new CacheInventory(cache.folder());
        List<CacheEntry> selected = selected(inventory.entries());
        List<CacheEntry> entries;
        if (dryRun) {
            entries = selected;
        } else {
            entries = workloads.isEmpty() ? inventory.clean() : inventory.clean(selected);
        }
        String done = dryRun ? "would delete" : "deleted";
        console.show(CacheTable.of(done, entries, ZonedDateTime.now(ZoneId.systemDefault())));
        console.message(done + ' ' + CacheTable.size(entries, cache.folder()));
        return ExitCode.DONE.code();
    }

    private List<CacheEntry> selected(List<CacheEntry> all) {
        List<String> known =
                all.stream().map(CacheEntry::workload).distinct().sorted().toList();
        for (String workload : workloads) {
            if (!known.contains(workload)) {
                throw Suggestions.unknown("workload in the cache", Printable.text(workload), known);
            }
        }
        return all.stream()
                .filter(entry -> workloads.isEmpty() || workloads.contains(entry.workload()))
                .toList();
    }
}
