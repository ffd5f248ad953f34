package dev.squeezebench.measure.loop;

import dev.squeezebench.records.Witness;
import java.util.List;

/** Reads what the system counts of this process, outside of every clock. */
public interface WitnessProbe {
    /** Counts from now on. */
    void start();

    /** What was counted since {@link #start()}; what the system does not tell is among them, with the reason. */
    List<Witness> sinceStart();
}
