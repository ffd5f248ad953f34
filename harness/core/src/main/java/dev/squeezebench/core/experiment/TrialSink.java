package dev.squeezebench.core.experiment;

import dev.squeezebench.records.Trial;
import java.io.IOException;

/** Where each trial goes as soon as it has ended. */
@FunctionalInterface
public interface TrialSink {
    /**
     * Saves the trial, so that it survives the end of this process.
     *
     * @throws IOException when it cannot be saved; the experiment ends
     */
    void save(Trial trial) throws IOException;
}
