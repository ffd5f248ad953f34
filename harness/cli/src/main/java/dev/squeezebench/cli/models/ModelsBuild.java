package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioFiles;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the files that a run with the same selection would make. */
@Command(
        name = "build",
        description =
                "Makes the model files and reference outputs that 'run' with the same selection needs. A target that is not usable"
                        + " here is named (exit code 4).",
        abbreviateSynopsis = true,
        sortOptions = false)
final class ModelsBuild implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    ModelsBuild(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Set<ModelFile> files = new LinkedHashSet<>();
        boolean complete;
        CacheUse use = cache.use();
        try (use;
                Scratch scratch = Scratch.create()) {
            RunPlan plan = new PlanBuilder(surroundings, console, scratch.path(), cache.folder()).plan(settings);
            plan.insist();
            complete = plan.unsupported().isEmpty();
            plan.unsupported().stream().map(each -> each.line()).distinct().forEach(console::warning);
            ScenarioFiles preparation =
                    new ScenarioFiles(new ModelStore(cache.folder()), console, scratch.path(), plan.scenarios());
            for (RunnableScenario scenario : plan.scenarios()) {
                files.add(preparation.prepare(scenario).model());
            }
        }
        console.show(Table.of("models", files, columns -> columns.add("bytes", file -> Cell.integer(file.bytes()))
                .text("sha256", ModelFile::sha256)
                .text("file", ModelFile::path)));
        return (complete ? ExitCode.DONE : ExitCode.PARTIAL).code();
    }
}
