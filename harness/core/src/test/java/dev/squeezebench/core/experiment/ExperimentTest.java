package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.experiment.FakeMachine.Run;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExperimentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final RoundExecutor NO_TURNS = round -> {
        throw new AssertionError("no group of this plan takes turns");
    };

    private final List<Trial> saved = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void aRoundRunsEveryScenarioOnceInThePlannedOrder() throws IOException {
        FakeMachine machine = FakeMachine.steady(SECOND);
        ExperimentPlan plan = Plans.plan(Plans.four(), RunLength.STANDARD.withRounds(3));

        ExperimentResult result = run(plan, machine, List.of());

        List<String> expected = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            int place = 1;
            for (Arm arm : plan.order(plan.groups().get(0), round)) {
                expected.add(FakeMachine.line(arm.scenario(), round, place++));
            }
        }
        assertThat(machine.executed()).isEqualTo(expected);
        assertThat(result.reason()).isEqualTo(StopReason.ROUNDS_DONE);
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(result.elapsed()).isEqualTo(Duration.ofSeconds(12));
        assertThat(result.trials()).isEqualTo(saved);
    }

    @Test
    void aTrialIsSavedBeforeTheNextOneStarts() throws IOException {
        FakeMachine machine = FakeMachine.steady(SECOND);
        TrialExecutor watching = (scenario, round, order) -> {
            assertThat(saved).hasSize(machine.executed().size());
            return machine.execute(scenario, round, order);
        };
        experiment(Plans.plan(Plans.two(), RunLength.QUICK), watching, machine, ExperimentListener.none())
                .run(List.of());
        assertThat(saved).hasSize(4);
    }

    @Test
    void noRoundIsStartedThatIsNotExpectedToFitIntoTheBudget() throws IOException {
        FakeMachine machine = FakeMachine.noisy(Duration.ofSeconds(10));
        ExperimentResult result = run(standard(Duration.ofSeconds(119)), machine, List.of());
        assertThat(result.reason()).isEqualTo(StopReason.TIME_BUDGET);
        assertThat(result.rounds()).isEqualTo(5);
        assertThat(machine.elapsed()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void threeRoundsAreRunEvenWhenTheyDoNotFitAndThatIsSaidAfterTheFirst() throws IOException {
        FakeMachine machine = FakeMachine.noisy(Duration.ofSeconds(10));
        List<String> said = new ArrayList<>();
        ExperimentListener listener = new ExperimentListener() {
            @Override
            public void budgetTooShort(int rounds, Duration expected, Duration budget) {
                said.add(rounds + " rounds " + expected + " of " + budget + " after "
                        + machine.executed().size());
            }
        };
        ExperimentResult result =
                experiment(standard(SECOND), machine, machine, listener).run(List.of());
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(result.reason()).isEqualTo(StopReason.TIME_BUDGET);
        assertThat(said).containsExactly("3 rounds PT1M of PT1S after 2");
    }

    @Test
    void aScenarioThatFailedTwiceIsGivenUpAndTheOthersGoOn() throws IOException {
        FakeMachine machine = new FakeMachine(
                (arm, round, now) -> FakeMachine.isBert(arm) ? Run.measured(SECOND, 100 + round) : Run.failed(SECOND));
        List<String> givenUp = new ArrayList<>();
        ExperimentListener listener = new ExperimentListener() {
            @Override
            public void armGivenUp(Arm arm, Trial last) {
                givenUp.add(arm.scenario().workload() + " in round " + last.round());
            }
        };
        ExperimentResult result = experiment(
                        Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(4)), machine, machine, listener)
                .run(List.of());
        assertThat(machine.executed())
                .filteredOn(line -> line.contains(":squeezebert"))
                .hasSize(2);
        assertThat(machine.executed())
                .filteredOn(line -> line.contains(":bert"))
                .hasSize(4);
        assertThat(givenUp).containsExactly("squeezebert in round 2");
        assertThat(result.rounds()).isEqualTo(4);
    }

    @Test
    void aScenarioThatFailedOnceIsTriedAgain() throws IOException {
        FakeMachine machine =
                new FakeMachine((arm, round, now) -> round == 2 ? Run.failed(SECOND) : Run.measured(SECOND, 100));
        run(Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(4)), machine, List.of());
        assertThat(machine.executed()).hasSize(8);
    }

    @Test
    void anUnsupportedScenarioIsAskedOnce() throws IOException {
        FakeMachine machine = new FakeMachine(
                (arm, round, now) -> FakeMachine.isBert(arm) ? Run.unsupported(SECOND) : Run.measured(SECOND, 100));
        run(Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(3)), machine, List.of());
        assertThat(machine.executed())
                .filteredOn(line -> line.contains(":bert"))
                .hasSize(1);
    }

    @Test
    void whenNothingWorksTheExperimentEnds() throws IOException {
        FakeMachine machine = new FakeMachine((arm, round, now) -> Run.failed(SECOND));
        ExperimentResult result = run(Plans.plan(Plans.two(), RunLength.STANDARD), machine, List.of());
        assertThat(result.reason()).isEqualTo(StopReason.NOTHING_LEFT);
        assertThat(machine.executed()).hasSize(4);
    }

    @Test
    void aCancelledRunKeepsWhatIsMeasuredAndResumesWithWhatIsMissing() throws IOException {
        ExperimentPlan plan = Plans.plan(Plans.four(), RunLength.STANDARD.withRounds(3));
        FakeMachine whole = FakeMachine.steady(SECOND);
        run(plan, whole, List.of());
        saved.clear();

        FakeMachine first = FakeMachine.steady(SECOND);
        Cancellation ctrlC = new Cancellation();
        ExperimentListener afterSix = new ExperimentListener() {
            @Override
            public void trialEnded(Trial trial, Progress progress) {
                if (saved.size() == 6) {
                    ctrlC.cancel();
                }
            }
        };
        ExperimentResult partial =
                new Experiment(plan, first, first, this::save, afterSix, ctrlC, first).run(List.of());
        assertThat(partial.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(partial.rounds()).isEqualTo(1);
        assertThat(saved).hasSize(6);

        FakeMachine second = FakeMachine.steady(SECOND);
        ExperimentResult resumed = run(plan, second, List.copyOf(saved));
        assertThat(second.executed()).isEqualTo(whole.executed().subList(6, 12));
        assertThat(resumed.reason()).isEqualTo(StopReason.ROUNDS_DONE);
        assertThat(resumed.rounds()).isEqualTo(3);
        assertThat(resumed.elapsed()).isEqualTo(Duration.ofSeconds(12));
        assertThat(codes(saved.subList(6, 8))).containsExactly("resumed", "resumed");
        assertThat(codes(saved.subList(8, 12))).isEmpty();
    }

    @Test
    void cancellingInterruptsTheRunningTrialWhichIsNotSaved() throws IOException {
        TrialExecutor hanging = (scenario, round, order) -> {
            cancellation.cancel();
            Thread.sleep(Duration.ofHours(1).toMillis());
            throw new AssertionError("slept an hour");
        };
        ExperimentResult result = experiment(
                        Plans.plan(Plans.two(), RunLength.QUICK), hanging, () -> 0, ExperimentListener.none())
                .run(List.of());
        assertThat(result.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(saved).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void cancellingWhileATrialIsSavedDoesNotInterruptTheSaving() throws IOException {
        FakeMachine machine = FakeMachine.steady(SECOND);
        RecordSink sink = trial -> {
            cancellation.cancel();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            save(trial);
        };
        ExperimentResult result = new Experiment(
                        Plans.plan(Plans.two(), RunLength.QUICK),
                        machine,
                        NO_TURNS,
                        sink,
                        ExperimentListener.none(),
                        cancellation,
                        machine)
                .run(List.of());
        assertThat(result.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(saved).hasSize(1);
    }

    @Test
    void anInterruptThatCameTooLateForTheTrialDoesNotHitItsSaving() throws IOException {
        FakeMachine machine = FakeMachine.steady(SECOND);
        TrialExecutor deaf = (scenario, round, order) -> {
            cancellation.cancel();
            return machine.execute(scenario, round, order);
        };
        RecordSink sink = trial -> {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            save(trial);
        };
        ExperimentResult result = new Experiment(
                        Plans.plan(Plans.two(), RunLength.QUICK),
                        deaf,
                        NO_TURNS,
                        sink,
                        ExperimentListener.none(),
                        cancellation,
                        machine)
                .run(List.of());
        assertThat(result.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(saved).hasSize(1);
    }

    @Test
    void resumingAFinishedRunMeasuresNothing() throws IOException {
        ExperimentPlan plan = standard(Duration.ofSeconds(9));
        ExperimentResult result = run(plan, FakeMachine.noisy(SECOND), List.of());
        FakeMachine again = FakeMachine.noisy(SECOND);
        ExperimentResult resumed = run(plan, again, List.copyOf(saved));
        assertThat(again.executed()).isEmpty();
        assertThat(resumed).isEqualTo(result);
    }

    @Test
    void aTrialThatCannotBeSavedEndsTheExperiment() {
        FakeMachine machine = FakeMachine.steady(SECOND);
        RecordSink full = trial -> {
            throw new IOException("no space left");
        };
        Experiment experiment = new Experiment(
                Plans.plan(Plans.two(), RunLength.QUICK),
                machine,
                NO_TURNS,
                full,
                ExperimentListener.none(),
                cancellation,
                machine);
        assertThatThrownBy(() -> experiment.run(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(machine.executed()).hasSize(1);
    }

    @Test
    void progressCountsTrialsAndEstimatesTheTimeLeft() throws IOException {
        FakeMachine machine = FakeMachine.steady(Duration.ofSeconds(5));
        List<String> lines = new ArrayList<>();
        ExperimentListener listener = new ExperimentListener() {
            @Override
            public void trialEnded(Trial trial, Progress p) {
                lines.add(p.round() + "." + p.trialsDone() + "/" + p.trialsInRound() + " " + p.elapsed() + " left "
                        + p.left().map(Duration::toString).orElse("?"));
            }
        };
        experiment(Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(3)), machine, machine, listener)
                .run(List.of());
        assertThat(lines)
                .containsExactly(
                        "1.1/2 PT5S left ?",
                        "1.2/2 PT10S left PT20S",
                        "2.1/2 PT15S left PT15S",
                        "2.2/2 PT20S left PT10S",
                        "3.1/2 PT25S left PT5S",
                        "3.2/2 PT30S left PT0S");
    }

    @Test
    void fewRoundsAreWarnedAbout() throws IOException {
        ExperimentResult few =
                run(Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(5)), FakeMachine.steady(SECOND), List.of());
        ExperimentResult enough =
                run(Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(6)), FakeMachine.steady(SECOND), List.of());
        assertThat(few.warnings()).extracting(Warning::code).containsExactly("few_rounds");
        assertThat(enough.warnings()).isEmpty();
    }

    @Test
    void aProcessThatUsesMoreCpusThanThreadsIsSpinning() throws IOException {
        long[] wall = {100, 100};
        FakeMachine machine = new FakeMachine(
                (arm, round, now) -> Run.measured(SECOND, wall, new long[] {FakeMachine.isBert(arm) ? 205 : 140, 100}));
        run(Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(1)), machine, List.of());
        for (Trial trial : saved) {
            assertThat(codes(List.of(trial)))
                    .isEqualTo(trial.scenario().workload().equals("bert") ? List.of("spinning") : List.of());
        }
    }

    @Test
    void aProcessWithFewerCpusThanThreadsDidNotGetTheThreadsThatWereAskedFor() throws IOException {
        List<PlannedScenario> planned = Stream.of("bert", "squeezebert")
                .map(workload -> Plans.planned(
                        Plans.scenario(workload, "ort").toBuilder().threads(2).build()))
                .toList();
        long[] wall = {100, 100};
        FakeMachine machine = new FakeMachine(
                (arm, round, now) -> Run.measured(SECOND, wall, new long[] {FakeMachine.isBert(arm) ? 125 : 160, 105}));
        run(Plans.plan(planned, RunLength.STANDARD.withRounds(1)), machine, List.of());
        for (Trial trial : saved) {
            assertThat(codes(List.of(trial)))
                    .isEqualTo(trial.scenario().workload().equals("bert") ? List.of("threads_unused") : List.of());
        }
    }

    @Test
    void samplesThatDriftOrFallIntoTwoGroupsAreWarnedAboutBeforeTheTrialIsSaved() throws IOException {
        long[] rising = LongStream.range(0, 30).map(i -> 1_000_000 + 10_000 * i).toArray();
        long[] grouped = LongStream.range(0, 60)
                .map(i -> (i * 7 % 3 == 0 ? 1_300_000 : 1_000_000) + 100 * (i % 5))
                .toArray();
        FakeMachine machine =
                new FakeMachine((arm, round, now) -> Run.measured(SECOND, FakeMachine.isBert(arm) ? rising : grouped));
        run(Plans.plan(Plans.two(), RunLength.STANDARD.withRounds(1)), machine, List.of());
        for (Trial trial : saved) {
            assertThat(codes(List.of(trial)))
                    .containsExactly(trial.scenario().workload().equals("bert") ? "drift" : "bimodal");
        }
    }

    @Test
    void aPlanWithoutScenariosOrWithOneOfThemTwiceIsRefused() {
        assertThatThrownBy(() -> Plans.plan(List.of(), RunLength.QUICK)).isInstanceOf(IllegalArgumentException.class);
        List<PlannedScenario> twice = List.of(Plans.planned("bert", "ort"), Plans.planned("bert", "ort"));
        assertThatThrownBy(() -> Plans.plan(twice, RunLength.QUICK)).hasMessageContaining("planned twice");
    }

    @Test
    void armsOfOneScenarioThatDifferInTheirJavaAreBothMeasuredComparedAndResumed() throws IOException {
        PlannedScenario bert = Plans.planned("bert", "ort");
        Arm baseline = new Arm("baseline", bert, JvmSpec.USUAL);
        Arm candidate = new Arm("candidate", bert, new JvmSpec(JvmSpec.USUAL.home(), List.of("-Xint"), Map.of()));
        List<Arm> arms = List.of(baseline, candidate);
        ExperimentPlan.Group group =
                ExperimentPlan.Group.oneByOne(arms, ArmPair.between(arms, "candidate", "baseline"));
        ExperimentPlan plan = new ExperimentPlan(List.of(group), RunLength.STANDARD, 7);
        // Each arm by itself scatters by a factor of two; only their ratio, formed by round, is steady.
        FakeMachine machine = new FakeMachine((arm, round, now) ->
                Run.measured(SECOND, (round % 2 + 1) * (arm.equals(candidate) ? 300_000_000L : 100_000_000L)));

        ExperimentResult result = run(plan, machine, List.of());

        assertThat(result.reason()).isEqualTo(StopReason.INTERVAL_REACHED);
        assertThat(saved).hasSize(2 * result.rounds());
        for (String name : List.of("baseline", "candidate")) {
            assertThat(saved)
                    .filteredOn(trial -> trial.arm().equals(name))
                    .extracting(Trial::round)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, result.rounds()).boxed().toList());
        }

        List<Trial> firstOfAll = List.of(saved.get(0));
        saved.clear();
        FakeMachine again = FakeMachine.steady(SECOND);
        run(new ExperimentPlan(plan.groups(), RunLength.STANDARD.withRounds(1), 7), again, firstOfAll);
        assertThat(saved).singleElement().satisfies(trial -> assertThat(trial.arm())
                .isNotEqualTo(firstOfAll.get(0).arm()));
    }

    private void save(ResultRecord record) {
        saved.add((Trial) record);
    }

    private ExperimentResult run(ExperimentPlan plan, FakeMachine machine, List<Trial> earlier) throws IOException {
        return experiment(plan, machine, machine, ExperimentListener.none()).run(earlier);
    }

    private Experiment experiment(
            ExperimentPlan plan, TrialExecutor executor, LongSupplier clock, ExperimentListener listener) {
        return new Experiment(plan, executor, NO_TURNS, this::save, listener, cancellation, clock);
    }

    private static ExperimentPlan standard(Duration budget) {
        return Plans.plan(Plans.two(), RunLength.STANDARD.withTimeBudget(budget));
    }

    private static List<String> codes(List<Trial> trials) {
        return trials.stream()
                .flatMap(trial -> trial.warnings().stream())
                .map(Warning::code)
                .toList();
    }
}
