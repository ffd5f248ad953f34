package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.report.PairedTrials;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.measure.turn.TurnSchedule;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnRoundTest {
    private static final long SEED = 42;

    private final Path folder;

    TurnRoundTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theArmsWorkOneAtATimeInTheOrderOfTheSchedule() throws Exception {
        RoundExecutor.Result result = executor().execute(round(arms(Map.of(), Map.of()), 4));

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.record().cycles()).isEqualTo(4);
        assertThat(result.record().arms()).containsExactly("baseline " + id(result, 0), "candidate " + id(result, 1));
        List<Integer> order = new ArrayList<>();
        long lastEnd = Long.MIN_VALUE;
        for (Taken taken : taken(result)) {
            order.add(taken.arm());
            assertThat(taken.turn().startNs()).isGreaterThan(lastEnd);
            lastEnd = taken.turn().startNs() + taken.ns();
        }
        List<Integer> planned = new ArrayList<>();
        TurnSchedule schedule = new TurnSchedule(2, SEED);
        for (int cycle = 1; cycle <= 4; cycle++) {
            planned.addAll(schedule.cycle(cycle));
        }
        assertThat(order).isEqualTo(planned);
    }

    @Tag("any-jdk")
    @Test
    void aTurnIsAsManyInvocationsAsTakeTwentyMilliseconds() throws Exception {
        RoundExecutor.Result result = executor().execute(round(bareArms(Map.of()), 2));

        for (Trial trial : result.trials()) {
            assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Measured());
            // An invocation of the fake runner sleeps for a millisecond, and a little more.
            assertThat(trial.samples().turns()).hasSize(4).allSatisfy(turn -> assertThat(turn.count())
                    .isBetween(2, 20));
            assertThat(trial.samples().turns())
                    .extracting(Samples.Turn::count)
                    .containsOnly(trial.samples().turns().get(0).count());
            assertThat(trial.samples().aloneNs().size()).isEqualTo(20);
            assertThat(trial.group()).contains("g1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    throw    | 3    | WARM_UP | the model has no such layer
                    segfault | load | LOAD    | the measured process crashed by SIGSEGV in
                    exit     | 90   | MEASURE | the measured process ended by itself with exit code 3
                    killed   | 3    | WARM_UP | the measured process was killed by SIGKILL
                    """)
    void whenAnArmIsLostTheRoundIsVoidAndNamesTheCause(String fault, String at, Stage stage, String reason)
            throws Exception {
        List<Arm> arms = arms(Map.of(), Map.of("fault", fault, "at", at));
        RoundExecutor.Result result = executor().execute(round(List.of(FakeTrials.bare(arms.get(0)), arms.get(1)), 40));

        assertThat(result.trials().get(1).outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(stage);
            assertThat(failed.reason()).startsWith(reason);
        });
        assertThat(result.trials().get(0).outcome()).isEqualTo(new TrialOutcome.Invalid(List.of("round_void")));
        assertThat(result.record().voided().orElseThrow()).contains(reason);
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void anArmWithABareLoopTakesTurnsWithTheHarnessAndTellsWhatMeasuringCosts() throws Exception {
        List<Arm> arms = arms(Map.of(), Map.of());
        RoundExecutor.Result result = executor().execute(round(List.of(FakeTrials.bare(arms.get(0)), arms.get(1)), 2));

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.trials()).allSatisfy(trial -> {
            assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Measured());
            assertThat(trial.samples().turns()).hasSize(4);
        });
        // It reads the wall clock alone.
        assertThat(result.trials().get(0).samples().measureCpuNs().isEmpty()).isTrue();
        assertThat(PairedTrials.inTurns(result.trials().get(1), result.trials().get(0)))
                .isPresent();
    }

    @Tag("any-jdk")
    @Test
    void aWorkerThatAnswersGarbageIsEndedAtOnceAndFailsWithWhatItSent() throws Exception {
        RoundExecutor.Result result = executor().execute(round(bareArms(Map.of("fault", "garble", "at", "90")), 40));

        assertThat(result.trials().get(1).outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.MEASURE);
            assertThat(failed.reason()).contains("it sent 'no turn was ever asked for like this");
        });
        assertThat(result.trials().get(0).outcome()).isEqualTo(TrialOutcome.Invalid.ROUND_VOID);
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Tag("any-jdk")
    @Test
    void aWorkerThatHangsInItsTurnIsKilledAndTheOneThatWaitsIsNot() throws Exception {
        AtomicBoolean measuring = new AtomicBoolean();
        AtomicLong seconds = new AtomicLong();
        // From then on two seconds pass at each look: each of the two workers is looked at.
        LongSupplier nanoTime = () -> TimeUnit.SECONDS.toNanos(measuring.get() ? seconds.addAndGet(2) : seconds.get());
        JvmTrialExecutor executor = executor(
                stage -> measuring.compareAndSet(false, stage == Stage.MEASURE), InstantSource.system(), nanoTime);
        RoundExecutor.Result result = executor.execute(round(arms(Map.of(), Map.of("fault", "spin", "at", "90")), 400));

        assertThat(result.trials().get(1).outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.MEASURE);
            assertThat(failed.reason()).startsWith("the measured process wrote nothing for 20 seconds and was killed");
        });
        assertThat(result.trials().get(0).outcome()).isEqualTo(TrialOutcome.Invalid.ROUND_VOID);
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Tag("any-jdk")
    @Test
    void aRoundInWhichTheMachineSleptIsVoidWithoutAFailedArm() throws Exception {
        AtomicBoolean slept = new AtomicBoolean();
        InstantSource wall = () -> Instant.now().plusSeconds(slept.get() ? 3600 : 0);
        JvmTrialExecutor executor =
                executor(stage -> slept.compareAndSet(false, stage == Stage.MEASURE), wall, System::nanoTime);
        RoundExecutor.Result result = executor.execute(round(bareArms(Map.of()), 2));

        assertThat(result.record().voided().orElseThrow()).startsWith("the machine slept, or its clock was set, for 3");
        assertThat(result.trials()).hasSize(2).allSatisfy(trial -> assertThat(trial.outcome())
                .isEqualTo(TrialOutcome.Invalid.ROUND_VOID));
    }

    @Tag("any-jdk")
    @Test
    void aTrialByItselfInWhichTheMachineSleptFailsFromOutside() throws Exception {
        AtomicBoolean slept = new AtomicBoolean();
        InstantSource wall = () -> Instant.now().plusSeconds(slept.get() ? 3600 : 0);
        Trial trial = executor(stage -> slept.compareAndSet(false, stage == Stage.MEASURE), wall, System::nanoTime)
                .execute(FakeTrials.bare(FakeTrials.arm(folder, Map.of(), 0)), 1, 1);

        assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.reason()).startsWith("the machine slept");
            assertThat(failed.fromOutside()).isTrue();
        });
    }

    @Tag("any-jdk")
    @Test
    void aRoundThatWouldTakeTooLongHasFewerCycles() throws Exception {
        RoundExecutor.Round round =
                new RoundExecutor.Round("g1", bareArms(Map.of()), 1, 1, new TurnCoordinator.Length(12, 1, false), SEED);
        RoundExecutor.Result result = executor().execute(round);

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.record().cycles()).isEqualTo(1);
        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.samples().turns()).hasSize(2));
    }

    private record Taken(int arm, Samples.Turn turn, long ns) {}

    private static List<Taken> taken(RoundExecutor.Result result) {
        List<Taken> taken = new ArrayList<>();
        for (int arm = 0; arm < result.trials().size(); arm++) {
            Samples samples = result.trials().get(arm).samples();
            int first = 0;
            for (Samples.Turn turn : samples.turns()) {
                long ns = samples.measureNs().stream()
                        .skip(first)
                        .limit(turn.count())
                        .sum();
                taken.add(new Taken(arm, turn, ns));
                first += turn.count();
            }
        }
        taken.sort(Comparator.comparing(each -> each.turn().startNs()));
        return taken;
    }

    private static String id(RoundExecutor.Result result, int arm) {
        return result.trials().get(arm).scenario().id();
    }

    private static RoundExecutor.Round round(List<Arm> arms, int cycles) {
        return new RoundExecutor.Round(
                "g1", arms, 1, 1, new TurnCoordinator.Length(cycles, Long.MAX_VALUE, true), SEED);
    }

    /** Each arm in one process instead of two, where what JMH does is not asked about. */
    private List<Arm> bareArms(Map<String, String> candidate) throws Exception {
        return arms(Map.of(), candidate).stream().map(FakeTrials::bare).toList();
    }

    private List<Arm> arms(Map<String, String> baseline, Map<String, String> candidate) throws Exception {
        Arm one = FakeTrials.arm(folder, baseline, 0);
        Arm other = FakeTrials.arm(folder, candidate, 0);
        return List.of(
                new Arm("baseline", one.planned(), one.jvm()), new Arm("candidate", other.planned(), other.jvm()));
    }

    private JvmTrialExecutor executor() {
        return executor(stage -> {}, InstantSource.system(), System::nanoTime);
    }

    private JvmTrialExecutor executor(Consumer<Stage> stages, InstantSource wall, LongSupplier nanoTime) {
        TrialListener listener = new TrialListener() {
            @Override
            public void stage(Stage stage, Instant at) {
                stages.accept(stage);
            }
        };
        return new JvmTrialExecutor(
                "run",
                FakeTrials.SETTINGS,
                TrialObserver.none(),
                listener,
                folder.resolve("scratch"),
                folder.resolve("log.txt"),
                wall,
                nanoTime);
    }
}
