package dev.squeezebench.charts.paint;

import java.awt.Color;

/**
 * Single values that XChart draws as a scatter series.
 *
 * @param x horizontal values
 * @param y vertical values, as many
 * @param mark their shape
 * @param color their colour
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to XChart, which takes arrays; never compared
public record Points(double[] x, double[] y, Mark mark, Color color) {}
