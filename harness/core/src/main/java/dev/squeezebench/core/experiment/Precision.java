package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.report.PairedTrials;
import dev.squeezebench.analysis.statistics.HalfCycleRatio;
import dev.squeezebench.analysis.statistics.RoundEstimator;
import dev.squeezebench.analysis.statistics.RoundNoise;
import dev.squeezebench.analysis.statistics.StoppingRule;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * How well the speed-ups of a group are known so far. A speed-up counts as long as both its arms work. Where none is left,
 * as with a single workload, the arms' own medians take their place.
 */
final class Precision {
    private final ExperimentPlan.Group group;
    private final TrialHistory history;
    private final StoppingRule rule;

    Precision(ExperimentPlan plan, ExperimentPlan.Group group, TrialHistory history) {
        this.group = group;
        this.history = history;
        this.rule = new StoppingRule(
                plan.length().interval(), group.takesTurns() ? RoundEstimator.SET_ASIDE : RoundEstimator.YUEN);
    }

    /** What the stopping rule makes of the rounds so far. */
    StoppingRule.Decision decide() {
        List<double[]> speedUps = new ArrayList<>();
        for (ArmPair pair : working()) {
            speedUps.add(rounds(pair)
                    .mapToDouble(round -> PairedTrials.speedUp(round.candidate(), round.baseline()))
                    .toArray());
        }
        return rule.decide(speedUps.isEmpty() ? medians() : speedUps);
    }

    /** Where the scatter of the rounds comes from; empty while there are too few, or where no turns are taken. */
    Optional<RoundNoise> noise() {
        List<List<HalfCycleRatio>> pairs = working().stream()
                .map(pair -> rounds(pair)
                        .flatMap(round -> PairedTrials.inTurns(round.candidate(), round.baseline()).stream())
                        .toList())
                .toList();
        return RoundNoise.of(pairs);
    }

    private List<ArmPair> working() {
        return group.pairs().stream()
                .filter(pair -> history.works(pair.candidate()) && history.works(pair.baseline()))
                .toList();
    }

    private record Round(Trial candidate, Trial baseline) {}

    /** The rounds that measured both, in order of time. */
    private Stream<Round> rounds(ArmPair pair) {
        SortedMap<Integer, Trial> baseline = history.trialsOf(pair.baseline());
        return history.trialsOf(pair.candidate()).values().stream()
                .filter(Precision::isMeasured)
                .flatMap(candidate -> Optional.ofNullable(baseline.get(candidate.round())).stream()
                        .filter(Precision::isMeasured)
                        .map(other -> new Round(candidate, other)));
    }

    private static boolean isMeasured(Trial trial) {
        return trial.isMeasured() && !trial.samples().measureNs().isEmpty();
    }

    private List<double[]> medians() {
        return history.working().stream()
                .map(arm -> history.medians(arm).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .toList();
    }
}
