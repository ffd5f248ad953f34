package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.BuildProgress;
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
import dev.squeezebench.cli.table.Listing;
import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the files that a run with the same selection would make. */
@Command(
        name = "build",
        description = "Makes the model files and reference outputs that 'run' with the same selection needs.",
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
        List<List<String>> rows = new ArrayList<>();
        try (Scratch scratch = Scratch.create();
                BuildProgress progress = new BuildProgress(console)) {
            RunPlan plan = new PlanBuilder(surroundings, console, scratch.path(), cache.folder()).plan(settings);
            plan.insist();
            ScenarioFiles files =
                    new ScenarioFiles(new ModelStore(cache.folder()), progress, scratch.path(), plan.scenarios());
            for (RunnableScenario scenario : plan.scenarios()) {
                ModelFile file = files.prepare(scenario).model();
                rows.add(List.of(String.valueOf(file.bytes()), file.sha256(), file.path()));
            }
        }
        Table table = new Table(
                List.of(Column.right("bytes"), Column.left("sha256"), Column.left("file")),
                rows.stream().distinct().toList());
        console.print(Listing.of("models", table).render(options.format()));
        return ExitCode.DONE.code();
    }
}
