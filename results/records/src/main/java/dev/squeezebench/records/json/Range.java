package dev.squeezebench.records.json;

/**
 * Which numbers a field may have. {@code docs/result-schema.json} has the same ranges.
 *
 * @param least smallest number allowed
 * @param most largest number allowed
 * @param open whether the smallest number itself is excluded
 */
public record Range(double least, double most, boolean open) {
    /** Any finite number. */
    public static final Range ANY = new Range(-Double.MAX_VALUE, Double.MAX_VALUE, false);
    /** Numbers that count from 1. */
    public static final Range POSITIVE = new Range(1, Long.MAX_VALUE, false);
    /** Numbers that count from 0. */
    public static final Range COUNT = new Range(0, Long.MAX_VALUE, false);
    /** Places, and numbers of processors, which count from 0. */
    public static final Range INDEX = new Range(0, Integer.MAX_VALUE, false);
    /** Sizes, up to one exbibyte. */
    public static final Range BYTES = new Range(0, 0x1p60, false);
    /** A time that was measured, in nanoseconds, up to eleven days. */
    public static final Range NANOSECONDS = new Range(1, 1e15, false);
    /** CPU time in nanoseconds, of all threads together; a coarse clock reads 0. */
    public static final Range CPU_NANOSECONDS = new Range(0, 1e18, false);
    /** Numbers that cannot be below 0. */
    public static final Range NOT_NEGATIVE = new Range(0, Double.MAX_VALUE, false);
    /** Numbers above 0. */
    public static final Range ABOVE_ZERO = new Range(0, Double.MAX_VALUE, true);
    /** A share of a whole. */
    public static final Range SHARE = new Range(0, 1, false);
    /** A share in hundredths, of which something is left. */
    public static final Range PERCENT = new Range(0, 99, false);
    /** A confidence, which is neither 0 nor 1. */
    public static final Range CONFIDENCE = new Range(0, Math.nextDown(1.0), true);
    /** A cosine, with room for rounding. */
    public static final Range COSINE = new Range(-1.0000001, 1.0000001, false);

    boolean contains(double value) {
        return (open ? value > least : value >= least) && value <= most;
    }

    /** What is wrong with a number outside, such as {@code is below 1}. */
    String problem(double value) {
        if (value > most) {
            return "is above " + words(most);
        }
        return open ? "is not above " + words(least) : "is below " + words(least);
    }

    private static String words(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 0x1p63
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
