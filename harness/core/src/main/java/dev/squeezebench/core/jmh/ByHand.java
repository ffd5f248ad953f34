package dev.squeezebench.core.jmh;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.ModelSource;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What a person asked for on JMH's command line.
 *
 * @param model a model file of the person's own, or {@link InferenceBenchmark#NONE}: then the workload is measured
 * @param shape sizes that the file leaves open, {@code NAME=1x128} separated by semicolons, or {@link
 *     InferenceBenchmark#NONE}
 * @param acceleration name, or {@link #DEFAULT} for the runner's first
 */
record ByHand(
        String model,
        String shape,
        String workload,
        String lowering,
        String fusion,
        String acceleration,
        int threads,
        int batch,
        int sequenceLength) {
    static final String DEFAULT = "default";

    /** The same as a request: files from the cache, default warm-up, no journal. */
    TrialRequest resolve(Runner runner) throws IOException, RunnerException {
        ModelSource source = ServiceLoader.load(ModelSource.class)
                .findFirst()
                .orElseThrow(() -> new RunnerException("no source of models on the class path"));
        String named = acceleration.equals(DEFAULT) ? runner.accelerations().get(0) : acceleration;
        ModelSource.Target target =
                new ModelSource.Target(runner.name(), runner.initialize().version(), named, runner.modelFormat());
        String none = InferenceBenchmark.NONE;
        ModelSource.Files files = model.equals(none)
                ? source.prepare(new ModelSource.Query(workload, lowering, fusion, target, batch, sequenceLength))
                : source.prepare(Path.of(model), shape.equals(none) ? List.of() : Arrays.asList(shape.split(";")));
        return new TrialRequest(
                runner.name(),
                new SessionRequest(files.model(), named, threads, files.dimensions(), Map.of()),
                files.inputs(),
                WarmUpLimits.DEFAULT,
                Duration.ofSeconds(1).toNanos(),
                InferenceBenchmark.BLOCKS,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
