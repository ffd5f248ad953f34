package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.gate.GateRule;
import dev.squeezebench.analysis.gate.GateTrials;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The rounds of a gate: candidate and baseline of each scenario in turns, until the rule has decided about each. A scenario
 * that is decided takes no further round. The first FAIL decides the gate of a device, of which there are several where phones are
 * measured: control rounds of that baseline against itself follow at once, and where they do not show the same, nothing else is
 * measured to its end on that device.
 *
 * @see GateRule
 */
public final class GateExperiment {
    private static final int CYCLES = 16;

    /** Runs a plan's rounds, as {@link Experiment#run(List, EarlyEnd)} does. */
    @FunctionalInterface
    public interface Rounds {
        /**
         * Runs what is missing.
         *
         * @throws IOException when a trial cannot be saved
         */
        ExperimentResult run(ExperimentPlan plan, List<Trial> saved, EarlyEnd early) throws IOException;
    }

    /**
     * What is tolerated and how long it may take.
     *
     * @param slowdown share by which the candidate may be slower
     * @param memoryGrowth share by which its peak resident set may be larger
     * @param budget time for the rounds of all scenarios, in this sitting; controls are outside of it
     * @param continued whether it goes on to the looks that one sitting does not reach
     */
    public record Limits(double slowdown, double memoryGrowth, Duration budget, boolean continued) {}

    /**
     * How a gate ended.
     *
     * @param scenarios in the order of their pairs
     * @param cancelled whether it was ended from outside, so that nothing is decided
     */
    public record Result(List<JudgedScenario> scenarios, boolean cancelled) {
        public Result {
            scenarios = List.copyOf(scenarios);
        }
    }

    private final Rounds rounds;
    private final Limits limits;
    private final List<Instant> sittings;
    private final long seed;

    /**
     * A gate.
     *
     * @param sittings when each command that measured for it began, the present one last
     * @param seed of the order of its rounds
     */
    public GateExperiment(Rounds rounds, Limits limits, List<Instant> sittings, long seed) {
        this.rounds = rounds;
        this.limits = limits;
        this.sittings = List.copyOf(sittings);
        this.seed = seed;
    }

    /**
     * Measures until it is decided.
     *
     * @param pairs candidate and baseline of each scenario
     * @param saved trials of earlier sittings, controls included
     * @throws IOException when a trial cannot be saved
     */
    public Result run(List<ArmPair> pairs, List<Trial> saved) throws IOException {
        List<Trial> controls = new ArrayList<>(saved);
        List<Trial> trials = saved;
        while (true) {
            ExperimentResult result =
                    rounds.run(plan(groups(pairs), mostRounds()), trials, new Looks(pairs, List.copyOf(controls)));
            trials = result.trials();
            List<JudgedScenario> judged = new ArrayList<>();
            for (ArmPair pair : pairs) {
                judged.add(judged(pair, pairs.size(), trials, controls, result.elapsed()));
            }
            boolean cancelled = result.reason() == StopReason.CANCELLED;
            Optional<JudgedScenario> failing =
                    judged.stream().filter(JudgedScenario::wantsControls).findFirst();
            if (cancelled || failing.isEmpty()) {
                return new Result(JudgedScenario.cutShort(judged, mostRounds()), cancelled);
            }
            int failed = judged.indexOf(failing.get());
            ExperimentResult controlled = rounds.run(
                    plan(
                            List.of(group(SavedGate.controlGroup(failed), control(pairs.get(failed)))),
                            GateRule.CONTROL_ROUNDS),
                    controls,
                    EarlyEnd.NEVER);
            controlled.trials().stream()
                    .filter(trial -> !controls.contains(trial))
                    .forEach(controls::add);
            if (controlled.reason() != StopReason.ROUNDS_DONE) {
                return new Result(
                        JudgedScenario.cutShort(judged, mostRounds()), controlled.reason() == StopReason.CANCELLED);
            }
        }
    }

    private int mostRounds() {
        return limits.continued()
                ? GateRule.LOOKS.get(GateRule.LOOKS.size() - 1).rounds()
                : GateRule.ROUNDS_OF_ONE_SITTING;
    }

    private ExperimentPlan plan(List<ExperimentPlan.Group> groups, int count) {
        return new ExperimentPlan(groups, RunLength.STANDARD.withRounds(count).withCycles(CYCLES), seed);
    }

    private static List<ExperimentPlan.Group> groups(List<ArmPair> pairs) {
        List<ExperimentPlan.Group> groups = new ArrayList<>();
        for (ArmPair pair : pairs) {
            groups.add(group(SavedGate.group(groups.size()), pair));
        }
        return groups;
    }

    private static ExperimentPlan.Group group(String name, ArmPair pair) {
        return new ExperimentPlan.Group(
                Optional.of(name), Optional.empty(), List.of(pair.baseline(), pair.candidate()), List.of(pair));
    }

    private static ArmPair control(ArmPair pair) {
        Arm baseline = pair.baseline();
        return new ArmPair(
                new Arm(JudgedScenario.CONTROL, baseline.planned(), baseline.jvm(), baseline.injected()), baseline);
    }

    private JudgedScenario judged(
            ArmPair pair, int scenarios, List<Trial> trials, List<Trial> controls, Duration elapsed) {
        return JudgedScenario.of(
                pair.candidate().scenario(),
                new JudgedScenario.Terms(limits.slowdown(), limits.memoryGrowth(), scenarios),
                paired(pair, trials),
                paired(control(pair), controls),
                sittings,
                elapsed);
    }

    private static GateTrials paired(ArmPair pair, List<Trial> trials) {
        return GateTrials.paired(of(trials, pair.candidate()), of(trials, pair.baseline()));
    }

    private static List<Trial> of(List<Trial> trials, Arm arm) {
        return trials.stream().filter(arm::measured).toList();
    }

    /**
     * Judges the rounds so far before each further one: at a look they may decide, or leave too little time for the next. Devices
     * are measured at the same time, and what one shows ends nothing on another.
     */
    private final class Looks implements EarlyEnd {
        private final int scenarios;
        private final List<Trial> controls;
        private final Map<Optional<RunnerInfo.Phone>, OnDevice> devices = new HashMap<>();

        Looks(List<ArmPair> pairs, List<Trial> controls) {
            this.scenarios = pairs.size();
            this.controls = controls;
            pairs.forEach(pair -> devices.merge(
                    pair.candidate().phone(), new OnDevice(1), (one, other) -> new OnDevice(one.scenarios + 1)));
        }

        @Override
        public Optional<StopReason> before(SoFar soFar) {
            ArmPair pair = soFar.group().pairs().get(0);
            return Objects.requireNonNull(devices.get(pair.candidate().phone())).before(soFar, pair);
        }

        /** The gate of one device. */
        private final class OnDevice {
            private final int scenarios;
            private final Map<Optional<String>, Integer> measured = new HashMap<>();
            private final Map<Optional<String>, Integer> saved = new HashMap<>();
            private final Set<Optional<String>> decided = new HashSet<>();
            private Optional<Duration> before = Optional.empty();
            private boolean failed;

            OnDevice(int scenarios) {
                this.scenarios = scenarios;
            }

            Optional<StopReason> before(SoFar soFar, ArmPair pair) {
                before = Optional.of(before.orElse(soFar.elapsed()));
                if (!soFar.working().containsAll(soFar.group().arms())) {
                    return Optional.of(StopReason.NOTHING_LEFT);
                }
                JudgedScenario now = judged(pair, Looks.this.scenarios, soFar.trials(), controls, soFar.elapsed());
                failed |= now.fails();
                int count = now.rounds().candidate().size();
                saved.putIfAbsent(soFar.group().name(), count);
                measured.put(soFar.group().name(), count);
                if (failed || !now.isOpen()) {
                    decided.add(soFar.group().name());
                    return Optional.of(StopReason.DECIDED);
                }
                boolean atLook = GateRule.LOOKS.stream().anyMatch(look -> look.rounds() == count);
                return atLook && !nextFits(count, soFar.elapsed())
                        ? Optional.of(StopReason.TIME_BUDGET)
                        : Optional.empty();
            }

            private boolean nextFits(int count, Duration elapsed) {
                OptionalInt next = GateRule.nextLook(count, limits.continued());
                int rounds = sum(measured) - sum(saved);
                if (next.isEmpty() || rounds == 0) {
                    return true;
                }
                Duration spent = elapsed.minus(before.orElse(elapsed));
                int open = scenarios - decided.size();
                return spent.plus(spent.dividedBy(rounds).multipliedBy((long) (next.getAsInt() - count) * open))
                                .compareTo(limits.budget())
                        <= 0;
            }

            private static int sum(Map<Optional<String>, Integer> counts) {
                return counts.values().stream().mapToInt(Integer::intValue).sum();
            }
        }
    }
}
