package dev.squeezebench.cli.plan;

import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.measure.runner.Availability;
import java.io.IOException;

/** Finds out by trying, in a process of its own, whether an acceleration is usable here. */
@FunctionalInterface
public interface Probes {
    /**
     * Tries it.
     *
     * @throws IOException when no process can be started
     * @throws InterruptedException when the calling thread was interrupted
     */
    Availability probe(RunnerDistribution runner, String acceleration) throws IOException, InterruptedException;
}
