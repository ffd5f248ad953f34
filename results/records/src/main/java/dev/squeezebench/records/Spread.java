package dev.squeezebench.records;

/** How far an estimate can be trusted: a confidence interval, or only the range of what was seen. */
public sealed interface Spread {
    /** Lower end, in the unit of the estimate. */
    double lower();

    /** Upper end, in the unit of the estimate. */
    double upper();

    /**
     * Confidence interval.
     *
     * @param lower lower end
     * @param upper upper end
     * @param confidence share of such intervals that contain the true value, such as 0.95
     * @param method how it was computed, such as {@code student_t_log}
     */
    record Interval(double lower, double upper, double confidence, String method) implements Spread {
        public Interval {
            checkOrder(lower, upper);
            if (!(confidence > 0 && confidence < 1)) {
                throw new IllegalArgumentException("confidence lies between 0 and 1");
            }
        }
    }

    /**
     * Smallest and largest value seen, with no confidence attached: too few rounds for an interval.
     *
     * @param lower smallest value
     * @param upper largest value
     */
    record Range(double lower, double upper) implements Spread {
        public Range {
            checkOrder(lower, upper);
        }
    }

    private static void checkOrder(double lower, double upper) {
        if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
            throw new IllegalArgumentException("lower end " + lower + " and upper end " + upper + " are no interval");
        }
    }
}
