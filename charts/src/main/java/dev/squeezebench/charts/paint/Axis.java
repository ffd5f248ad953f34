package dev.squeezebench.charts.paint;

/**
 * A linear axis.
 *
 * @param min value at its beginning
 * @param max value at its end
 * @param labelled whether ticks with labels and grid lines are drawn
 * @param leastStep smallest distance between ticks: what is counted has none between two numbers; 0 for any
 */
public record Axis(double min, double max, boolean labelled, double leastStep) {
    public Axis {
        if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException("an axis goes up: " + min + " to " + max);
        }
    }

    /** Values of any size, with ticks at round numbers. */
    public Axis(double min, double max, boolean labelled) {
        this(min, max, labelled, 0);
    }

    /** The numbers from 1 to the last, with room before the first and after the last. */
    public static Axis counted(int last, double room) {
        return new Axis(1 - room, last + room, true, 1);
    }

    /** From zero to a round number with room for the largest value. */
    public static Axis fromZero(double largest) {
        return new Axis(0, roundUp(largest > 0 ? largest * 1.04 : 1), true);
    }

    /** That many places of equal size, the first at the top. */
    public static Axis rows(int count) {
        return new Axis(0, count, false);
    }

    /** The smallest of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten that is not below the value. */
    static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10}) {
            if (value <= step * power * (1 + 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
