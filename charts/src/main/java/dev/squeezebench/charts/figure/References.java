package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reference lines of the speed-up: what was published, and what the arithmetic alone would give. */
final class References {
    /** More FLOP ratios than that, in a sweep over lengths for instance, would bury the measurements. */
    private static final int MOST_RATIOS = 3;

    private References() {}

    static List<DrawnLine> of(Measurements measurements, List<Compared> compared) {
        List<DrawnLine> lines = new ArrayList<>();
        SortedSet<Double> ratios = flopRatios(measurements, compared);
        if (ratios.size() <= MOST_RATIOS) {
            for (double ratio : ratios) {
                lines.add(new DrawnLine(
                        "FLOP ratio " + Numbers.significant(ratio, 3),
                        ratio,
                        "model records: the baseline's matrix-product FLOP over the candidate's"));
            }
        }
        for (Claim claim : Claims.builtIn()) {
            if (compared.stream().anyMatch(each -> isAbout(claim, each))) {
                lines.add(new DrawnLine(
                        "published: " + Numbers.significant(claim.speedUp(), 2) + "\u00d7 on a " + claim.device() + " ("
                                + claim.source() + ")",
                        claim.speedUp(),
                        claim.source() + ", " + claim.url()));
            }
        }
        return lines;
    }

    private static boolean isAbout(Claim claim, Compared compared) {
        return claim.candidate().equals(compared.candidate().scenario().workload())
                && claim.baseline().equals(compared.baseline().scenario().workload());
    }

    private static SortedSet<Double> flopRatios(Measurements measurements, List<Compared> compared) {
        SortedSet<Double> ratios = new TreeSet<>();
        for (Compared each : compared) {
            OptionalLong candidate = flop(measurements, each.candidate().scenario());
            OptionalLong baseline = flop(measurements, each.baseline().scenario());
            if (candidate.isPresent() && baseline.isPresent() && candidate.getAsLong() > 0) {
                ratios.add((double) baseline.getAsLong() / candidate.getAsLong());
            }
        }
        return ratios;
    }

    private static OptionalLong flop(Measurements measurements, Scenario scenario) {
        return measurements.models().stream()
                .filter(model -> isOf(model, scenario))
                .map(model -> model.file().flop())
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static boolean isOf(ModelRecord model, Scenario scenario) {
        return model.workload().equals(scenario.workload())
                && model.lowering().equals(scenario.lowering())
                && model.fusion().equals(scenario.fusion())
                && model.dtype().equals(scenario.dtype())
                && model.batch() == scenario.batch()
                && model.sequenceLength() == scenario.sequenceLength();
    }
}
