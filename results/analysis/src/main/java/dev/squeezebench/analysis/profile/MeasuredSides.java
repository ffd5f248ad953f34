package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.gate.GateTrials;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.RoundEstimator;
import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Two sides that took turns, without a profiler.
 *
 * @param candidate latency of the one that may be slower, over the rounds that are complete
 * @param baseline the same of what it is compared with
 * @param ratio of the candidate's latency to the baseline's, formed within rounds
 */
public record MeasuredSides(LatencySummary candidate, LatencySummary baseline, GeometricMean ratio) {
    /** Those of one group's trials; absent without a round that is complete. */
    public static Optional<MeasuredSides> of(List<Trial> group) {
        GateTrials rounds = GateTrials.paired(of(group, JudgedScenario.CANDIDATE), of(group, JudgedScenario.BASELINE));
        if (rounds.candidate().isEmpty()) {
            return Optional.empty();
        }
        GeometricMean ratio = RoundEstimator.SET_ASIDE.of(
                rounds.logRatios().stream().mapToDouble(Math::exp).toArray());
        return Optional.of(new MeasuredSides(
                LatencySummary.of(rounds.candidate(), Trial::run),
                LatencySummary.of(rounds.baseline(), Trial::run),
                rounds.unsteady() ? ratio.onUnsteadyMachine() : ratio));
    }

    private static List<Trial> of(List<Trial> trials, String arm) {
        return trials.stream().filter(trial -> trial.arm().equals(arm)).toList();
    }

    /** Whether the candidate is shown to be slower: by the whole spread, and in more than one round. */
    public boolean isSlower() {
        return ratio.count() > 1 && ratio.spread().lower() > 1;
    }
}
