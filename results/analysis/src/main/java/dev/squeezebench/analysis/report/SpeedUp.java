package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.RoundEstimator;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Speed-up of a candidate over a baseline: the baseline's latency over the candidate's, formed within rounds, so that the
 * machine's drift hits both alike. How the rounds' ratios become one depends on how they were measured: in turns, rounds far
 * off the rest are set aside; one process after the other, a fifth of the rounds is trimmed at each end.
 *
 * @param candidate the scenario on top
 * @param baseline what it is relative to
 * @param estimate the typical ratio over rounds with its spread; over runs where there are several
 * @param runs the same of each run by itself, by its id, and of each sitting of a run that was resumed
 * @param rounds ratio of each round in which both trials count
 * @param inTurns whether both took turns in every round
 * @param setAside how many rounds are too far off the rest to count
 * @param offInTwoModes how many rounds are far off in runs where they are too many to be set aside
 */
public record SpeedUp(
        Scenario candidate,
        Scenario baseline,
        GeometricMean estimate,
        Map<String, GeometricMean> runs,
        List<RoundRatio> rounds,
        boolean inTurns,
        int setAside,
        int offInTwoModes) {
    public SpeedUp {
        runs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(runs));
        rounds = List.copyOf(rounds);
    }

    /** Speed-up over the rounds in which both have a trial that counts; empty when there is none. */
    static Optional<SpeedUp> of(
            Scenario candidate, LatencySummary latency, Scenario baseline, LatencySummary baselineLatency) {
        Map<RoundId, TrialMedian> others = baselineLatency.byRound();
        List<RoundRatio> rounds = new ArrayList<>();
        Map<RoundId, String> blocks = new LinkedHashMap<>();
        boolean inTurns = true;
        for (TrialMedian own : latency.byRound().values()) {
            TrialMedian other = others.get(own.roundId());
            if (other != null) {
                inTurns &= PairedTrials.inTurns(own.trial(), other.trial()).isPresent();
                blocks.put(own.roundId(), own.block());
                rounds.add(new RoundRatio(own.roundId(), PairedTrials.speedUp(own, other)));
            }
        }
        if (rounds.isEmpty()) {
            return Optional.empty();
        }
        boolean unsteady = latency.unsteady() || baselineLatency.unsteady();
        Map<String, GeometricMean> runs = new LinkedHashMap<>();
        int setAside = 0;
        int off = 0;
        for (Map.Entry<String, double[]> run : LatencySummary.byBlock(
                        rounds, round -> blocks.getOrDefault(round.id(), ""), RoundRatio::ratio)
                .entrySet()) {
            double[] ratios = run.getValue();
            RoundEstimator estimator = inTurns ? RoundEstimator.SET_ASIDE : RoundEstimator.YUEN;
            GeometricMean estimate = estimator.of(ratios);
            runs.put(run.getKey(), unsteady ? estimate.onUnsteadyMachine() : estimate);
            if (inTurns && ratios.length > 1) {
                SetAside kept = SetAside.of(Arrays.stream(ratios).map(Math::log).toArray());
                setAside += kept.rounds() - kept.kept();
                off += kept.twoModes() ? kept.up() + kept.down() : 0;
            }
        }
        return Optional.of(new SpeedUp(
                candidate,
                baseline,
                GeometricMean.pooled(List.copyOf(runs.values())),
                runs,
                rounds,
                inTurns,
                setAside,
                off));
    }

    /** What the estimate is, in a few words. */
    public String statistic() {
        return inTurns
                ? "typical of the rounds' ratios in turns, rounds far off set aside"
                : "trimmed mean (Yuen, 20%) of the rounds' ratios of medians";
    }

    /** The record that is saved. */
    public Comparison toComparison(Instant at) {
        return new Comparison(
                rounds.get(0).run(),
                at,
                candidate.id(),
                Trial.SINGLE,
                baseline.id(),
                Trial.SINGLE,
                Comparison.LATENCY,
                estimate.value(),
                estimate.spread(),
                rounds,
                Optional.empty());
    }
}
