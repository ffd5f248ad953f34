package dev.squeezebench.measure.loop;

import dev.squeezebench.records.LongSeries;

/**
 * Samples that were taken one after the other.
 *
 * @param ns wall times
 * @param cpuNs CPU times of the whole process; empty where the platform has no clock
 * @param startNs when each began, by the clock of the wall times
 * @param processors the logical processor that each began on; empty where the platform does not report it
 */
public record Recording(LongSeries ns, LongSeries cpuNs, LongSeries startNs, LongSeries processors) {}
