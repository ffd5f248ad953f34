package dev.squeezebench.measure.loop;

import dev.squeezebench.records.LongSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far apart the last four readings of a device's clock lie. A device that idled climbs to the clock that it keeps in a
 * second or two, in steps; between two of them latency looks steady.
 *
 * <p>The clock is steady when they lie within 5% of the highest. Less cannot be asked: the coarsest steps in use, Intel's
 * 50 MHz, are 4.5% at 1.1 GHz, and a clock may stand between two.
 *
 * @param hertz the readings, oldest first, at most four
 */
public record ClockSpread(LongSeries hertz) {
    private static final int WINDOW = 4;
    private static final double TOLERANCE = 0.05;

    /** Whether there are enough readings to judge. */
    public boolean known() {
        return hertz.size() == WINDOW;
    }

    /** Whether the clock stands. */
    public boolean steady() {
        return known() && relative() <= TOLERANCE;
    }

    /** Lowest of the readings, if there are any. */
    public OptionalLong lowest() {
        return hertz.stream().min();
    }

    /** Highest of the readings, if there are any. */
    public OptionalLong highest() {
        return hertz.stream().max();
    }

    /** That of the device which is farthest from steady, since nobody says which one computes; an idle one stands. */
    static ClockSpread of(List<DeviceClock> clocks) {
        Map<String, List<Long>> byDevice = new LinkedHashMap<>();
        for (DeviceClock clock : clocks) {
            byDevice.computeIfAbsent(clock.device(), device -> new ArrayList<>())
                    .add(clock.hertz());
        }
        return byDevice.values().stream()
                .map(ClockSpread::atEnd)
                .min(Comparator.comparing(ClockSpread::known)
                        .thenComparing(Comparator.comparingDouble(ClockSpread::relative)
                                .reversed()))
                .orElse(new ClockSpread(LongSeries.of()));
    }

    private static ClockSpread atEnd(List<Long> hertz) {
        return new ClockSpread(LongSeries.of(hertz.stream()
                .skip(Math.max(0, hertz.size() - WINDOW))
                .mapToLong(Long::longValue)
                .toArray()));
    }

    /** A clock at 0 sleeps, and stands. */
    private double relative() {
        double highest = highest().orElse(0);
        return highest == 0 ? 0 : (highest - lowest().orElse(0)) / highest;
    }
}
