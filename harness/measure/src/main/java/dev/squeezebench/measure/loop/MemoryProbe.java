package dev.squeezebench.measure.loop;

import java.util.OptionalLong;

/** Reads the memory of this process from inside, outside the timed call. */
public interface MemoryProbe {
    /** Resident set now. */
    Value resident();

    /** Forgets earlier peaks, where the platform lets it. */
    void startPeak();

    /** Called between blocks of invocations: a platform without a peak counter samples here. */
    void betweenBlocks();

    /** Highest resident set since {@link #startPeak()}; the source says where it cannot be limited to that. */
    Value peak();

    /**
     * A value with its origin.
     *
     * @param bytes absent where the platform does not report it
     * @param source where it came from, or why it is absent
     */
    record Value(OptionalLong bytes, String source) {}
}
