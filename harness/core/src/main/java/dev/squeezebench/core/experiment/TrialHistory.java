package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.core.Arm;
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
import java.util.stream.IntStream;

/** The trials of a group so far, by arm: which are done, which arms still work, how long they take. */
final class TrialHistory {
    /** An arm that failed this often is given up. */
    private static final int FAILURES = 2;

    /** Trials by which the next one's time is judged; earlier ones may have warmed the machine's file cache. */
    private static final int RECENT = 3;

    private final ExperimentPlan plan;
    private final ExperimentPlan.Group group;
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Arm, SortedMap<Integer, Trial>> byArm = new HashMap<>();
    private final Map<Arm, SortedMap<Integer, Double>> medians = new HashMap<>();
    private final Map<Arm, List<Duration>> durations = new HashMap<>();
    private final Map<Integer, Integer> attempts = new HashMap<>();
    private final Map<Integer, Integer> attemptsBefore;

    /**
     * @param saved trials of an earlier run of the same plan; those of other arms or groups are left out, and what something
     *     from outside of the trials ended is repeated
     */
    TrialHistory(ExperimentPlan plan, ExperimentPlan.Group group, List<Trial> saved) {
        this.plan = plan;
        this.group = group;
        for (Arm arm : group.arms()) {
            byArm.put(arm, new TreeMap<>());
            medians.put(arm, new TreeMap<>());
            durations.put(arm, new ArrayList<>());
        }
        for (Trial trial : saved) {
            if (trial.group().equals(group.name())) {
                group.arms().stream().filter(arm -> arm.measured(trial)).forEach(arm -> takeUp(arm, trial));
            }
        }
        attemptsBefore = Map.copyOf(attempts);
    }

    private void takeUp(Arm arm, Trial trial) {
        if (trial.outcome() instanceof TrialOutcome.Failed failed && failed.fromOutside()) {
            begun(trial);
        } else {
            add(arm, trial, duration(trial));
        }
    }

    private void begun(Trial trial) {
        attempts.merge(trial.round(), trial.attempt(), Math::max);
    }

    /**
     * Time between a saved trial's start and its record, of which those that took turns have a share each; a clock that was
     * set back counts as no time.
     */
    private Duration duration(Trial trial) {
        Duration took = Duration.between(trial.startedAt(), trial.at());
        return took.isNegative()
                ? Duration.ZERO
                : took.dividedBy(group.takesTurns() ? group.arms().size() : 1);
    }

    void add(Arm arm, Trial trial, Duration took) {
        trials.add(trial);
        begun(trial);
        if (!group.takesTurns() || trial.isMeasured()) {
            trialsOf(arm).put(trial.round(), trial);
        }
        durationsOf(arm).add(took);
        if (trial.isMeasured() && !trial.samples().measureNs().isEmpty()) {
            medians(arm).put(trial.round(), LatencySummary.medianNs(trial));
        }
    }

    List<Trial> trials() {
        return trials;
    }

    /** Trials of the arm by round: one by one, those that do not count included; in turns those of complete rounds. */
    SortedMap<Integer, Trial> trialsOf(Arm arm) {
        return byArm.computeIfAbsent(arm, unplanned -> new TreeMap<>());
    }

    /** Median latency in nanoseconds of the arm's trials that count, by round. */
    SortedMap<Integer, Double> medians(Arm arm) {
        return medians.computeIfAbsent(arm, unplanned -> new TreeMap<>());
    }

    Duration elapsed() {
        return durations.values().stream().flatMap(Collection::stream).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether the arm is still worth a trial. */
    boolean works(Arm arm) {
        List<Trial> own = trials.stream().filter(arm::measured).toList();
        return own.stream().noneMatch(trial -> trial.outcome() instanceof TrialOutcome.Unsupported)
                && own.stream()
                                .filter(trial -> trial.outcome() instanceof TrialOutcome.Failed)
                                .count()
                        < FAILURES;
    }

    /** How often a round was begun. */
    int attempts(int round) {
        return attempts.getOrDefault(round, 0);
    }

    /**
     * How often a round in turns was void in this process though no arm failed, as when the connection between processes is
     * lost, or the machine slept.
     */
    long faultlessAttempts(int round) {
        return IntStream.rangeClosed(attemptsBefore.getOrDefault(round, 0) + 1, attempts(round))
                .filter(attempt -> trials.stream()
                        .filter(trial -> trial.round() == round && trial.attempt() == attempt)
                        .allMatch(trial -> trial.outcome() instanceof TrialOutcome.Invalid))
                .count();
    }

    /** The planned arms that still work. */
    List<Arm> working() {
        return group.arms().stream().filter(this::works).toList();
    }

    /** Working arms that the round has not measured, in the order in which it would run them one by one. */
    List<Arm> missing(int round) {
        return plan.order(group, round).stream()
                .filter(this::works)
                .filter(arm -> !trialsOf(arm).containsKey(round))
                .toList();
    }

    /** Whether any trial of the round is done. */
    boolean begun(int round) {
        return byArm.values().stream().anyMatch(rounds -> rounds.containsKey(round));
    }

    /** Rounds from the first on in which no trial of a working arm is missing. */
    int completeRounds() {
        int round = 0;
        while (begun(round + 1) && missing(round + 1).isEmpty()) {
            round++;
        }
        return round;
    }

    /** Time that one trial of each arm will take: the longest of each one's recent trials; absent if one has none. */
    Optional<Duration> expected(List<Arm> arms) {
        Duration sum = Duration.ZERO;
        for (Arm arm : arms) {
            List<Duration> known = durationsOf(arm);
            Optional<Duration> longest = known.subList(Math.max(0, known.size() - RECENT), known.size()).stream()
                    .max(Duration::compareTo);
            if (longest.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(longest.get());
        }
        return Optional.of(sum);
    }

    private List<Duration> durationsOf(Arm arm) {
        return durations.computeIfAbsent(arm, unplanned -> new ArrayList<>());
    }
}
