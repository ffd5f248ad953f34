package dev.squeezebench.cli.run;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures scenarios, saves them, prints a table and the speed-up, draws charts. */
@Command(
        name = "run",
        description = "Measures scenarios, saves every sample, prints a table and the speed-up, and draws charts.",
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  squeezebench run",
            "  squeezebench run --workload squeezebert-tiny,bert-tiny --quick",
            "  squeezebench run --target onnxruntime:cpu --lowering conv,split --interval 0.5%%",
            "  squeezebench run --checkpoint DIR --inputs io.safetensors --expect io.safetensors"
        })
public final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private SuiteOption suite = new SuiteOption();

    @Mixin
    private RunOutputOptions output = new RunOutputOptions();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions consoleOptions = new ConsoleOptions();

    public RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new RunRequest(surroundings, spec, settings, suite, output, cache, consoleOptions)
                .run(Optional.empty(), Optional.empty())
                .code();
    }
}
