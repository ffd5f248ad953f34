package dev.squeezebench.core.experiment;

import java.util.OptionalDouble;

/** How well the speed-ups of an experiment are known so far. */
final class Precision {
    Precision(ExperimentPlan plan, Ledger ledger) {}

    /** Half-width of the widest interval relative to its speed-up; absent while there is no interval. */
    OptionalDouble worst() {
        return OptionalDouble.empty();
    }

    boolean reached() {
        return false;
    }
}
