package dev.squeezebench.charts.figure;

import dev.squeezebench.records.Memory;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Resident set of a scenario's processes.
 *
 * @param trials what it was computed from
 * @param points median over the trials in bytes; what no trial could tell is absent
 */
record ResidentMemory(ScenarioTrials trials, Map<MemoryPoint, Double> points) {
    ResidentMemory {
        points = Collections.unmodifiableMap(points);
    }

    static ResidentMemory of(ScenarioTrials trials) {
        Map<MemoryPoint, Double> points = new EnumMap<>(MemoryPoint.class);
        for (MemoryPoint point : MemoryPoint.values()) {
            double[] values = trials.trials().stream()
                    .map(each -> each.record().memory())
                    .filter((Memory memory) -> point.of(memory).isPresent())
                    .mapToDouble(memory -> point.of(memory).getAsLong())
                    .sorted()
                    .toArray();
            if (values.length > 0) {
                points.put(point, (values[(values.length - 1) / 2] + values[values.length / 2]) / 2);
            }
        }
        return new ResidentMemory(trials, points);
    }

    double largest() {
        return points.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
