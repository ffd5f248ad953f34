package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.core.Arm;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Map<Arm, OfArm> byArm = new HashMap<>();
    private final Map<Integer, Integer> attempts = new HashMap<>();
    private final Map<Integer, Integer> attemptsBefore;

    /** What one arm has done. */
    private static final class OfArm {
        private final SortedMap<Integer, Trial> trials = new TreeMap<>();
        private final SortedMap<Integer, Double> medians = new TreeMap<>();
        private final List<Duration> durations = new ArrayList<>();
        private boolean unsupported;
        private int failures;
    }

    /**
     * @param saved trials of an earlier run of the same plan; those of other arms or groups are left out, and what something
     *     from outside of the trials ended is repeated
     */
    TrialHistory(ExperimentPlan plan, ExperimentPlan.Group group, List<Trial> saved) {
        this.plan = plan;
        this.group = group;
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
        OfArm own = of(arm);
        if (!group.takesTurns() || trial.isMeasured()) {
            own.trials.put(trial.round(), trial);
        }
        own.durations.add(took);
        own.unsupported |= trial.outcome() instanceof TrialOutcome.Unsupported;
        own.failures += trial.outcome() instanceof TrialOutcome.Failed ? 1 : 0;
        if (trial.isMeasured() && !trial.samples().measureNs().isEmpty()) {
            own.medians.put(trial.round(), LatencySummary.medianNs(trial));
        }
    }

    private OfArm of(Arm arm) {
        return byArm.computeIfAbsent(arm, first -> new OfArm());
    }

    List<Trial> trials() {
        return trials;
    }

    /** Trials of the arm by round: one by one, those that do not count included; in turns those of complete rounds. */
    SortedMap<Integer, Trial> trialsOf(Arm arm) {
        return of(arm).trials;
    }

    /** Median latency in nanoseconds of the arm's trials that count, by round. */
    SortedMap<Integer, Double> medians(Arm arm) {
        return of(arm).medians;
    }

    Duration elapsed() {
        return byArm.values().stream().flatMap(own -> own.durations.stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether the arm is still worth a trial. */
    boolean works(Arm arm) {
        return !of(arm).unsupported && of(arm).failures < FAILURES;
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
        return byArm.values().stream().anyMatch(own -> own.trials.containsKey(round));
    }

    /** Rounds from the first on in which no trial of a working arm is missing. */
    int completeRounds() {
        int round = 0;
        while (isComplete(round + 1)) {
            round++;
        }
        return round;
    }

    private boolean isComplete(int round) {
        return begun(round)
                && group.arms().stream()
                        .allMatch(arm -> !works(arm) || trialsOf(arm).containsKey(round));
    }

    /** Time that one trial of each arm will take: the longest of each one's recent trials; absent if one has none. */
    Optional<Duration> expected(List<Arm> arms) {
        Duration sum = Duration.ZERO;
        for (Arm arm : arms) {
            List<Duration> known = of(arm).durations;
            Optional<Duration> longest = known.subList(Math.max(0, known.size() - RECENT), known.size()).stream()
                    .max(Duration::compareTo);
            if (longest.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(longest.get());
        }
        return Optional.of(sum);
    }
}
