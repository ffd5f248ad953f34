package dev.squeezebench.charts.figure;

/**
 * A reference line: a value that these trials did not measure.
 *
 * @param label as drawn
 * @param value where
 * @param source where the value comes from
 */
public record DrawnLine(String label, double value, String source) {}
