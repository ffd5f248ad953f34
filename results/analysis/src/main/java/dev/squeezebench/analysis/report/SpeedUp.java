package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.PairedRatios;
import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param estimate geometric mean over rounds with its spread; over runs where there are several
 * @param runs the same of each run by itself, by its id
 * @param rounds ratio of each round in which both trials count
 */
public record SpeedUp(
        Scenario candidate,
        Scenario baseline,
        GeometricMean estimate,
        Map<String, GeometricMean> runs,
        List<RoundRatio> rounds) {
    public SpeedUp {
        runs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(runs));
        rounds = List.copyOf(rounds);
    }

    /** Speed-up over the rounds in which both have a trial that counts; empty when there is none. */
    static Optional<SpeedUp> of(
            Scenario candidate, LatencySummary latency, Scenario baseline, LatencySummary baselineLatency) {
        List<RoundRatio> rounds = new ArrayList<>();
        PairedRatios.of(latency.byRound(), baselineLatency.byRound())
                .forEach((round, ratio) -> rounds.add(new RoundRatio(round, ratio)));
        if (rounds.isEmpty()) {
            return Optional.empty();
        }
        Map<String, GeometricMean> runs = new LinkedHashMap<>();
        LatencySummary.byRun(rounds, RoundRatio::run, RoundRatio::ratio)
                .forEach((run, ratios) -> runs.put(run, GeometricMean.of(ratios)));
        return Optional.of(
                new SpeedUp(candidate, baseline, GeometricMean.pooled(List.copyOf(runs.values())), runs, rounds));
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
                rounds);
    }
}
