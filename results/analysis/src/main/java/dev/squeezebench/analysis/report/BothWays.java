package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.RoundEstimator;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * One speed-up measured in two ways in one run: by processes one after the other and by processes in turns, a round of the
 * one following a round of the other, so that both meet the same machine.
 *
 * @param row the candidate, whose speed-up is the one in turns
 * @param oneByOne what the rounds one after the other give
 * @param inTurns what the rounds in turns give
 */
public record BothWays(Row row, Way oneByOne, Way inTurns) {
    /**
     * What the rounds of one kind give.
     *
     * @param rounds how many there were
     * @param deviation standard deviation of a round's log-ratio
     * @param halfWidth half of the 95% interval of the typical log-ratio; absent where there are too few rounds for one
     * @param took time of all these rounds, with the other scenarios in them
     */
    public record Way(int rounds, double deviation, OptionalDouble halfWidth, Duration took) {
        private static Way of(RoundEstimator estimator, List<Double> ratios, Duration took) {
            double[] values = ratios.stream().mapToDouble(Double::doubleValue).toArray();
            double[] logarithms = ratios.stream().mapToDouble(Math::log).toArray();
            GeometricMean estimate = estimator.of(values);
            return new Way(
                    values.length,
                    StandardDeviation.of(logarithms).getAsDouble(),
                    estimate.spread() instanceof Spread.Interval
                            ? OptionalDouble.of(estimate.halfWidth())
                            : OptionalDouble.empty(),
                    took);
        }
    }

    /**
     * The trials that ran one after the other of each scenario that the same run measured in turns, too.
     *
     * @param trials all trials of one machine
     */
    static List<Trial> second(List<Trial> trials) {
        Map<String, Set<Scenario>> inTurns = new HashMap<>();
        trials.stream().filter(trial -> trial.group().isPresent()).forEach(trial -> inTurns.computeIfAbsent(
                        trial.run(), run -> new HashSet<>())
                .add(trial.scenario()));
        return trials.stream()
                .filter(trial -> trial.group().isEmpty()
                        && inTurns.getOrDefault(trial.run(), Set.of()).contains(trial.scenario()))
                .toList();
    }

    /**
     * The speed-ups of at least two rounds of either kind.
     *
     * @param rows whose speed-ups are in turns
     * @param second what ran one after the other
     */
    static List<BothWays> of(List<Row> rows, List<Trial> second) {
        List<BothWays> both = new ArrayList<>();
        for (Row row : rows) {
            row.speedUp().filter(SpeedUp::inTurns).ifPresent(speedUp -> {
                List<Double> ratios = oneByOne(speedUp, second);
                if (ratios.size() > 1 && speedUp.rounds().size() > 1) {
                    both.add(new BothWays(
                            row,
                            Way.of(RoundEstimator.YUEN, ratios, took(second)),
                            Way.of(
                                    RoundEstimator.SET_ASIDE,
                                    speedUp.rounds().stream()
                                            .map(RoundRatio::ratio)
                                            .toList(),
                                    took(rows.stream()
                                            .flatMap(each -> each.summary().latency().stream())
                                            .flatMap(latency -> latency.trials().stream())
                                            .map(LatencySummary.TrialMedian::trial)
                                            .filter(trial -> trial.group().isPresent())
                                            .toList()))));
                }
            });
        }
        return both;
    }

    private static List<Double> oneByOne(SpeedUp speedUp, List<Trial> trials) {
        Map<RoundId, Trial> candidates = byRound(trials, speedUp.candidate());
        List<Double> ratios = new ArrayList<>();
        byRound(trials, speedUp.baseline()).forEach((round, baseline) -> Optional.ofNullable(candidates.get(round))
                .ifPresent(candidate -> ratios.add(PairedTrials.speedUp(candidate, baseline))));
        return ratios;
    }

    private static Map<RoundId, Trial> byRound(List<Trial> trials, Scenario scenario) {
        Map<RoundId, Trial> rounds = new LinkedHashMap<>();
        trials.stream()
                .filter(trial -> trial.scenario().equals(scenario) && ScenarioSummary.enters(trial))
                .forEach(trial -> rounds.put(RoundId.of(trial), trial));
        return rounds;
    }

    /** From the start of each round's first trial to the end of its last. */
    private static Duration took(List<Trial> trials) {
        record Span(Instant from, Instant to) {}
        Map<List<Object>, Span> rounds = new LinkedHashMap<>();
        for (Trial trial : trials) {
            rounds.merge(
                    List.of(RoundId.of(trial), trial.group()),
                    new Span(trial.startedAt(), trial.at()),
                    (one, other) -> new Span(
                            one.from.isBefore(other.from) ? one.from : other.from,
                            one.to.isAfter(other.to) ? one.to : other.to));
        }
        return rounds.values().stream()
                .map(span -> Duration.between(span.from, span.to))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
