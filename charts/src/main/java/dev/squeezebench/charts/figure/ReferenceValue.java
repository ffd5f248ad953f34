package dev.squeezebench.charts.figure;

/**
 * A value that these trials did not measure, drawn as a line for comparison.
 *
 * @param label as drawn
 * @param value where
 * @param source where the value comes from
 */
public record ReferenceValue(String label, double value, String source) {}
