package dev.squeezebench.charts.figure;

import dev.squeezebench.results.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reference lines of the speed-up: what was published, and what the arithmetic alone would give. */
final class References {
    private References() {}

    static List<DrawnLine> of(Measurements measurements, List<SpeedUp> speedUps) {
        List<DrawnLine> lines = new ArrayList<>();
        for (double ratio : flopRatios(measurements, speedUps)) {
            lines.add(new DrawnLine(
                    "FLOP ratio " + Numbers.significant(ratio, 3),
                    ratio,
                    "model records: the baseline's matrix-product FLOP over the candidate's"));
        }
        return lines;
    }

    private static SortedSet<Double> flopRatios(Measurements measurements, List<SpeedUp> speedUps) {
        SortedSet<Double> ratios = new TreeSet<>();
        for (SpeedUp speedUp : speedUps) {
            OptionalLong candidate = flop(measurements, speedUp.candidate().scenario());
            OptionalLong baseline = flop(measurements, speedUp.baseline().scenario());
            if (candidate.isPresent() && baseline.isPresent() && candidate.getAsLong() > 0) {
                ratios.add((double) baseline.getAsLong() / candidate.getAsLong());
            }
        }
        return ratios;
    }

    private static OptionalLong flop(Measurements measurements, Scenario scenario) {
        return measurements.models().stream()
                .filter(model -> model.workload().equals(scenario.workload())
                        && model.lowering().equals(scenario.lowering())
                        && model.fusion().equals(scenario.fusion())
                        && model.dtype().equals(scenario.dtype())
                        && model.batch() == scenario.batch()
                        && model.sequenceLength() == scenario.sequenceLength())
                .map(model -> model.file().flop())
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
