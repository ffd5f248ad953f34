package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Speed-up of a candidate over a baseline: the baseline's median latency over the candidate's, formed within rounds, so
 * that the machine's drift hits both alike.
 *
 * @param candidate the scenario on top
 * @param baseline what it is relative to
 * @param estimate geometric mean over rounds with its interval
 * @param rounds ratio of each round in which both trials count
 */
public record SpeedUp(Scenario candidate, Scenario baseline, GeometricMean estimate, List<RoundRatio> rounds) {
    public SpeedUp {
        rounds = Collections.unmodifiableList(new ArrayList<>(rounds));
    }

    /** Speed-up over the rounds in which both have a trial that counts; empty when there is none. */
    public static Optional<SpeedUp> of(List<Trial> candidate, List<Trial> baseline) {
        Map<RoundId, Trial> baselines = byRound(baseline);
        List<RoundRatio> rounds = new ArrayList<>();
        for (Map.Entry<RoundId, Trial> entry : byRound(candidate).entrySet()) {
            Trial other = baselines.get(entry.getKey());
            if (other != null) {
                Trial trial = entry.getValue();
                rounds.add(new RoundRatio(
                        trial.run(), trial.round(), LatencySummary.medianNs(other) / LatencySummary.medianNs(trial)));
            }
        }
        if (rounds.isEmpty()) {
            return Optional.empty();
        }
        double[] ratios = rounds.stream().mapToDouble(RoundRatio::ratio).toArray();
        return Optional.of(
                new SpeedUp(candidate.get(0).scenario(), baseline.get(0).scenario(), GeometricMean.of(ratios), rounds));
    }

    /** The record that is saved. */
    public Comparison toComparison(Instant at) {
        return new Comparison(
                rounds.get(0).run(),
                at,
                candidate.id(),
                baseline.id(),
                Comparison.LATENCY,
                estimate.value(),
                estimate.spread(),
                rounds);
    }

    /** Trials that count by their round; one that was repeated after a resumption stands for its round. */
    private static Map<RoundId, Trial> byRound(List<Trial> trials) {
        Map<RoundId, Trial> byRound = new LinkedHashMap<>();
        for (Trial trial : trials) {
            if (ScenarioSummary.enters(trial)) {
                byRound.put(RoundId.of(trial), trial);
            }
        }
        return byRound;
    }
}
