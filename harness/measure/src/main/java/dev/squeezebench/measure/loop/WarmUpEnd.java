package dev.squeezebench.measure.loop;

import java.util.Optional;

/**
 * How a warm-up ended.
 *
 * @param latency trend of the latest samples; empty when they were too few to judge
 * @param clocks latest readings of the device's clocks; empty where nobody reads any
 */
public record WarmUpEnd(Optional<Trend> latency, Optional<ClockSpread> clocks) {
    /** Whether all that is known stands. */
    public boolean steady() {
        return latencySteady() && clocks.map(ClockSpread::steady).orElse(true);
    }

    /** Whether latency does not fall any more. */
    public boolean latencySteady() {
        return latency.map(Trend::steady).orElse(false);
    }
}
