package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.report.OutputErrors;
import dev.squeezebench.cli.report.Verdict;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.store.CacheEntry;
import dev.squeezebench.workloads.store.CacheInventory;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether files are what they were, and whether every runtime computes what the reference computes. */
@Command(
        name = "verify",
        description = {
            "Compares every file of the cache with its checksum (exit code 2 when one is damaged), then runs the selected"
                    + " workloads on every target in every lowering and fusion, each in a process of its own, and"
                    + " compares the outputs with the reference (exit code 4 when one is too far from it).",
            "Nothing is timed. At full size it takes minutes and some gigabytes of the cache."
        },
        abbreviateSynopsis = true,
        sortOptions = false)
final class ModelsVerify implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--checksums-only", description = "Look at the cache's files and run nothing.")
    private boolean checksumsOnly;

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    ModelsVerify(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Table files = files(console);
        if (checksumsOnly) {
            console.show(files);
            return ExitCode.DONE.code();
        }
        List<Trial> trials;
        CacheUse use = cache.use();
        try (use;
                Scratch scratch = Scratch.create()) {
            RunPlan plan = new PlanBuilder(surroundings, console, scratch.path(), cache.folder()).plan(settings);
            plan.insist();
            plan.unsupported().forEach(unsupported -> console.warning(unsupported.line()));
            trials = new OutputTrials(console, scratch.path(), new ModelStore(cache.folder())).run(plan, settings);
        }
        console.show(files, OutputErrors.table(trials));
        return Verdict.of(trials).code();
    }

    private Table files(Console console) throws IOException {
        CacheInventory inventory = new CacheInventory(cache.folder());
        List<CacheEntry> entries = inventory.entries();
        List<CacheEntry> damaged = new ArrayList<>();
        try (ProgressListener.Task progress = console.begin("reading the cache")) {
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
        Table table = CacheTable.verified(entries, damaged);
        if (!damaged.isEmpty()) {
            console.show(table);
            throw UserException.usage(damaged.size() + " of " + entries.size() + " files in " + cache.folder()
                    + " are damaged: the next run builds them again, or remove them by 'squeezebench models clean'");
        }
        return table;
    }
}
