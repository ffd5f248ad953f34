package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trials of an experiment so far: which are done, which scenarios still work, how long they take. */
final class Ledger {
    /** A scenario that failed this often is given up. */
    private static final int FAILURES = 2;

    /** Trials by which the next one's time is judged; earlier ones may have warmed the machine's file cache. */
    private static final int RECENT = 3;

    private final ExperimentPlan plan;
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Scenario, SortedMap<Integer, Trial>> byScenario = new HashMap<>();
    private final Map<Scenario, SortedMap<Integer, Double>> medians = new HashMap<>();
    private final Map<Scenario, List<Duration>> durations = new HashMap<>();

    /**
     * @param saved trials of an earlier run of the same plan; those of other scenarios are left out
     */
    Ledger(ExperimentPlan plan, List<Trial> saved) {
        this.plan = plan;
        for (PlannedScenario planned : plan.scenarios()) {
            byScenario.put(planned.scenario(), new TreeMap<>());
            medians.put(planned.scenario(), new TreeMap<>());
            durations.put(planned.scenario(), new ArrayList<>());
        }
        for (Trial trial : saved) {
            if (byScenario.containsKey(trial.scenario())) {
                add(trial.scenario(), trial, duration(trial));
            }
        }
    }

    /** Time between a saved trial's start and its record; a clock that was set back counts as no time. */
    static Duration duration(Trial trial) {
        Duration took = Duration.between(trial.startedAt(), trial.at());
        return took.isNegative() ? Duration.ZERO : took;
    }

    void add(Scenario planned, Trial trial, Duration took) {
        trials.add(trial);
        trialsOf(planned).put(trial.round(), trial);
        durationsOf(planned).add(took);
        if (trial.counts() && !trial.samples().measureNs().isEmpty()) {
            medians(planned)
                    .put(
                            trial.round(),
                            Quantiles.median(trial.samples().measureNs().toDoubles()));
        }
    }

    List<Trial> trials() {
        return trials;
    }

    /** Trials of the scenario by round, those that do not count included. */
    SortedMap<Integer, Trial> trialsOf(Scenario scenario) {
        return byScenario.computeIfAbsent(scenario, unplanned -> new TreeMap<>());
    }

    /** Median latency in nanoseconds of the scenario's trials that count, by round. */
    SortedMap<Integer, Double> medians(Scenario scenario) {
        return medians.computeIfAbsent(scenario, unplanned -> new TreeMap<>());
    }

    Duration elapsed() {
        return durations.values().stream().flatMap(Collection::stream).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether the scenario is still worth a trial. */
    boolean works(Scenario scenario) {
        int failures = 0;
        for (Trial trial : trialsOf(scenario).values()) {
            if (trial.outcome() instanceof TrialOutcome.Unsupported) {
                return false;
            }
            failures += trial.outcome() instanceof TrialOutcome.Failed ? 1 : 0;
        }
        return failures < FAILURES;
    }

    /** The planned scenarios that still work. */
    List<PlannedScenario> working() {
        return plan.scenarios().stream()
                .filter(planned -> works(planned.scenario()))
                .toList();
    }

    /** Working scenarios that the round has not measured, in the round's order. */
    List<PlannedScenario> missing(int round) {
        return plan.order(round).stream()
                .filter(planned -> works(planned.scenario()))
                .filter(planned -> !trialsOf(planned.scenario()).containsKey(round))
                .toList();
    }

    /** Whether any trial of the round is done. */
    boolean begun(int round) {
        return byScenario.values().stream().anyMatch(rounds -> rounds.containsKey(round));
    }

    /** Rounds from the first on in which no trial of a working scenario is missing. */
    int completeRounds() {
        int round = 0;
        while (begun(round + 1) && missing(round + 1).isEmpty()) {
            round++;
        }
        return round;
    }

    /** Time that one trial of each scenario will take: the longest of each one's recent trials; absent if one has none. */
    Optional<Duration> expected(List<PlannedScenario> scenarios) {
        Duration sum = Duration.ZERO;
        for (PlannedScenario planned : scenarios) {
            List<Duration> known = durationsOf(planned.scenario());
            Optional<Duration> longest = known.subList(Math.max(0, known.size() - RECENT), known.size()).stream()
                    .max(Duration::compareTo);
            if (longest.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(longest.get());
        }
        return Optional.of(sum);
    }

    private List<Duration> durationsOf(Scenario scenario) {
        return durations.computeIfAbsent(scenario, unplanned -> new ArrayList<>());
    }
}
