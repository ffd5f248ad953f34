package dev.squeezebench.charts.figure;

import dev.squeezebench.records.Trial;

/**
 * A trial and the file that it is from.
 *
 * @param input number of the input file, from 0
 * @param trial the record
 */
public record SourcedTrial(int input, Trial trial) {}
