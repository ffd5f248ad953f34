package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A machine whose trials take time on its own clock only, and measure what the test says. */
final class FakeMachine implements TrialExecutor, RoundExecutor, LongSupplier {
    private static final Instant EPOCH = Instant.parse("2026-11-23T12:00:00Z");

    /** What a trial of the arm does, given the machine's time. */
    @FunctionalInterface
    interface Behaviour {
        Run run(Arm arm, int round, Duration now);
    }

    /**
     * One trial.
     *
     * @param took how long it takes
     * @param outcome how it ends
     * @param samples what it measures
     */
    record Run(Duration took, TrialOutcome outcome, Samples samples) {
        static Run measured(Duration took, long... ns) {
            return measured(took, ns, ns);
        }

        static Run measured(Duration took, long[] ns, long[] cpuNs) {
            Samples samples = new Samples(
                    OptionalLong.of(1),
                    OptionalLong.of(1),
                    LongSeries.of(),
                    LongSeries.of(ns),
                    LongSeries.of(),
                    LongSeries.of(cpuNs));
            return new Run(took, new TrialOutcome.Measured(), samples);
        }

        static Run failed(Duration took) {
            return new Run(took, new TrialOutcome.Failed(Stage.LOAD, "SIGSEGV"), Samples.NONE);
        }

        /** By a signal to its process. */
        static Run killed(Duration took) {
            return new Run(took, new TrialOutcome.Failed(Stage.MEASURE, "killed by SIGKILL", true), Samples.NONE);
        }

        /** Without a fault of its own, as when the machine slept. */
        static Run voided(Duration took) {
            return new Run(took, TrialOutcome.Invalid.ROUND_VOID, Samples.NONE);
        }

        static Run unsupported(Duration took) {
            return new Run(took, new TrialOutcome.Unsupported("no such kernel"), Samples.NONE);
        }
    }

    private final Behaviour behaviour;
    private final List<String> executed = new ArrayList<>();
    private long now;

    FakeMachine(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Every trial takes so long; bert takes 280 ms an inference and squeezebert 110. */
    static FakeMachine steady(Duration trial) {
        return new FakeMachine((arm, round, now) -> Run.measured(trial, isBert(arm) ? 280_000_000 : 110_000_000));
    }

    /** The speed-up is another one in every second round, so that no interval is ever narrow. */
    static FakeMachine noisy(Duration trial) {
        return new FakeMachine(
                (arm, round, now) -> Run.measured(trial, isBert(arm) ? 280_000_000 : 110_000_000L * (1 + round % 2)));
    }

    static boolean isBert(Arm arm) {
        return arm.scenario().workload().equals("bert");
    }

    @Override
    public Trial execute(Arm arm, int round, int order) {
        Scenario scenario = arm.scenario();
        Instant start = EPOCH.plusNanos(now);
        Run run = behaviour.run(arm, round, Duration.ofNanos(now));
        now += run.took().toNanos();
        executed.add(line(scenario, round, order));
        return new Trial.Builder("run", EPOCH.plusNanos(now), scenario)
                .arm(arm.name())
                .device(arm.phone().map(RunnerInfo.Phone::device))
                .place(round, order)
                .outcome(run.outcome())
                .samples(run.samples())
                .outputCheck(new OutputCheck.NotChecked("fake"))
                .startedAt(start)
                .build();
    }

    /** A round in turns: in each turn one invocation, which takes what the behaviour measures first. */
    @Override
    public Result execute(Round round) {
        Instant start = EPOCH.plusNanos(now);
        List<Run> runs = new ArrayList<>();
        for (Arm arm : round.arms()) {
            Run run = behaviour.run(arm, round.number(), Duration.ofNanos(now));
            now += run.took().toNanos();
            runs.add(run);
        }
        executed.add(round.number() + "." + round.attempt() + ':' + round.group() + ':'
                + round.length().cycles());
        boolean complete = runs.stream().allMatch(run -> run.outcome() instanceof TrialOutcome.Measured);
        List<Trial> trials = new ArrayList<>();
        for (int arm = 0; arm < runs.size(); arm++) {
            trials.add(new Trial.Builder(
                            "run", EPOCH.plusNanos(now), round.arms().get(arm).scenario())
                    .arm(round.arms().get(arm).name())
                    .device(round.arms().get(arm).phone().map(RunnerInfo.Phone::device))
                    .group(Optional.of(round.group()))
                    .place(round.number(), arm + 1)
                    .attempt(round.attempt())
                    .outcome(
                            complete || !(runs.get(arm).outcome() instanceof TrialOutcome.Measured)
                                    ? runs.get(arm).outcome()
                                    : new TrialOutcome.Invalid(List.of("round_void")))
                    .samples(inTurns(runs.get(arm).samples(), round.length().cycles()))
                    .outputCheck(new OutputCheck.NotChecked("fake"))
                    .startedAt(start)
                    .build());
        }
        return new Result(
                trials,
                new RoundRecord(
                        "run",
                        EPOCH.plusNanos(now),
                        round.group(),
                        round.number(),
                        round.attempt(),
                        round.arms().stream().map(Arm::toString).toList(),
                        round.length().cycles(),
                        complete ? Optional.empty() : Optional.of("an arm was lost")));
    }

    private static Samples inTurns(Samples once, int cycles) {
        if (once.measureNs().isEmpty()) {
            return once;
        }
        long[] ns = new long[2 * cycles];
        List<Samples.Turn> turns = new ArrayList<>();
        for (int turn = 0; turn < ns.length; turn++) {
            // A little noise, so that its source can be told.
            ns[turn] = once.measureNs().get(0) + once.measureNs().get(0) / 1000 * (turn % 3);
            turns.add(new Samples.Turn(turn / 2 + 1, 1 + turn % 2, 1, turn));
        }
        return new Samples(
                        once.loadNs(),
                        once.firstInferenceNs(),
                        LongSeries.of(),
                        LongSeries.of(ns),
                        LongSeries.of(),
                        LongSeries.of())
                .inTurns(turns, LongSeries.of(), LongSeries.of());
    }

    /** How a trial stands in {@link #executed}. */
    static String line(Scenario scenario, int round, int order) {
        return round + ":" + order + ":" + scenario.workload() + "@" + scenario.runner();
    }

    @Override
    public long getAsLong() {
        return now;
    }

    Duration elapsed() {
        return Duration.ofNanos(now);
    }

    /** The trials in the order in which they were run. */
    List<String> executed() {
        return executed;
    }
}
