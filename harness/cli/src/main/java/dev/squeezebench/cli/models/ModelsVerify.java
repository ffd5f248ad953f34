package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.console.TaskProgress;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.table.Listing;
import dev.squeezebench.workloads.store.CacheEntry;
import dev.squeezebench.workloads.store.CacheInventory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads every file of the cache and compares its checksum with the recorded one. */
@Command(
        name = "verify",
        description = "Compares every file of the cache with its checksum: exit code 2 when one is damaged.",
        sortOptions = false)
final class ModelsVerify implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    ModelsVerify(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        CacheInventory inventory = new CacheInventory(cache.folder());
        List<CacheEntry> entries = inventory.entries();
        List<CacheEntry> damaged = new ArrayList<>();
        try (TaskProgress progress = console.progress("reading the cache")) {
            long all = Math.max(1, entries.stream().mapToLong(CacheEntry::bytes).sum());
            long done = 0;
            for (CacheEntry entry : entries) {
                if (!inventory.isWhole(entry)) {
                    damaged.add(entry);
                }
                done += entry.bytes();
                progress.at(done, all);
            }
        }
        console.print(Listing.of("files", CacheTable.verified(entries, damaged)).render(options.format()));
        if (!damaged.isEmpty()) {
            throw UserException.usage(damaged.size() + " of " + entries.size() + " files in " + cache.folder()
                    + " are damaged: the next run builds them again, or remove them by 'squeezebench models clean'");
        }
        return ExitCode.DONE.code();
    }
}
