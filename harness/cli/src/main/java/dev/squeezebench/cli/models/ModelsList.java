package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
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
import picocli.CommandLine.Spec;

/** Lists the cache. */
@Command(
        name = "list",
        description = "Lists the models of the cache with their sizes; with --all every file of it.",
        sortOptions = false)
final class ModelsList implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--all", description = "Inputs, reference outputs, unpacked libraries and apps for phones as well.")
    private boolean all;

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    ModelsList(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        List<CacheEntry> entries = new CacheInventory(cache.folder())
                .entries().stream()
                        .filter(entry -> all || entry.kind().equals(CacheEntry.MODELS))
                        .toList();
        console.show(
                CacheTable.of(all ? "files" : CacheEntry.MODELS, entries, ZonedDateTime.now(ZoneId.systemDefault())));
        console.message(CacheTable.size(entries, cache.folder()));
        return ExitCode.DONE.code();
    }
}
