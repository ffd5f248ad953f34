package dev.squeezebench.measure.loop;

import java.util.OptionalLong;

/**
 * One timed call.
 *
 * @param ns wall time in nanoseconds
 * @param cpuNs CPU time of the whole process in nanoseconds; absent where the platform has no clock
 */
public record Timing(long ns, OptionalLong cpuNs) {}
