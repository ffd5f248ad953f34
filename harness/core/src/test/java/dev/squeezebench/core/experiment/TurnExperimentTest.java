package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.experiment.FakeMachine.Run;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnExperimentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<ResultRecord> saved = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void aPassIsOneRoundOfEachGroup() throws IOException {
        FakeMachine machine = FakeMachine.steady(SECOND);
        run(machine, plan(2, RunLength.STANDARD.withRounds(2)), List.of());

        assertThat(machine.executed().subList(0, 2)).containsExactlyInAnyOrder("1.1:g1:12", "1.1:g2:12");
        assertThat(machine.executed().subList(2, 4)).containsExactlyInAnyOrder("2.1:g1:12", "2.1:g2:12");
        assertThat(machine.executed()).hasSize(4);
    }

    /** A cycle of four arms has eight turns of at least 100 ms: 75 in a minute, and a quarter more to spare. */
    @Test
    void aSustainedRunIsOneLongRoundOfEachGroup() throws IOException {
        FakeMachine machine = FakeMachine.steady(SECOND);
        ExperimentResult result =
                run(machine, plan(4, RunLength.STANDARD.withSustained(Duration.ofMinutes(1))), List.of());

        assertThat(machine.executed()).containsExactly("1.1:g1:95");
        assertThat(result.reason()).isEqualTo(StopReason.ROUNDS_DONE);
        assertThat(result.warnings())
                .as("that there are few rounds was asked for")
                .isEmpty();
    }

    @Test
    void theRecordOfARoundFollowsItsTrials() throws IOException {
        run(FakeMachine.steady(SECOND), plan(4, RunLength.STANDARD.withRounds(1)), List.of());

        assertThat(saved).hasSize(5);
        assertThat(saved.subList(0, 4)).allMatch(Trial.class::isInstance);
        assertThat(saved.get(4)).isInstanceOfSatisfying(RoundRecord.class, round -> {
            assertThat(round.arms()).hasSize(4);
            assertThat(round.voided()).isEmpty();
        });
    }

    @Test
    void itStopsFourRoundsAfterTheIntervalWasNarrowAtTheSixth() throws IOException {
        Random random = new Random(1);
        FakeMachine machine = new FakeMachine((arm, round, now) -> Run.measured(
                SECOND, Math.round((FakeMachine.isBert(arm) ? 2.8e8 : 1.1e8) * (1 + 0.001 * random.nextGaussian()))));
        ExperimentResult result = run(machine, plan(4, RunLength.STANDARD), List.of());

        assertThat(result.reason()).isEqualTo(StopReason.INTERVAL_REACHED);
        assertThat(result.rounds()).isEqualTo(10);
    }

    @Test
    void aVoidRoundIsRepeatedAsTheNextAttempt() throws IOException {
        int[] calls = {0};
        FakeMachine machine = new FakeMachine((arm, round, now) ->
                round == 2 && calls[0]++ == 0 ? Run.failed(SECOND) : Run.measured(SECOND, 100_000_000));
        ExperimentResult result = run(machine, plan(4, RunLength.STANDARD.withRounds(3)), List.of());

        assertThat(machine.executed()).containsExactly("1.1:g1:12", "2.1:g1:12", "2.2:g1:12", "3.1:g1:12");
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(saved.stream().filter(RoundRecord.class::isInstance)).hasSize(4);
    }

    @Test
    void anArmThatFailsTwiceIsGivenUpAndTheGroupGoesOnWithoutIt() throws IOException {
        FakeMachine machine = new FakeMachine((arm, round, now) -> round > 1
                        && arm.scenario().workload().equals("squeezebert")
                        && arm.scenario().runner().equals("lite")
                ? Run.failed(SECOND)
                : Run.measured(SECOND, 100_000_000));
        ExperimentResult result = run(machine, plan(4, RunLength.STANDARD.withRounds(3)), List.of());

        assertThat(machine.executed()).containsExactly("1.1:g1:12", "2.1:g1:12", "2.2:g1:12", "2.3:g1:12", "3.1:g1:12");
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(saved.get(saved.size() - 1))
                .isInstanceOfSatisfying(
                        RoundRecord.class, round -> assertThat(round.arms()).hasSize(3));
    }

    @Test
    void aResumedRunNeverGoesOnInsideARound() throws IOException {
        ExperimentPlan plan = plan(4, RunLength.STANDARD.withRounds(3));
        run(FakeMachine.steady(SECOND), plan, List.of());
        // As a reader marks them: the second round's record is missing.
        List<Trial> kept = saved.stream()
                .filter(Trial.class::isInstance)
                .map(Trial.class::cast)
                .filter(trial -> trial.round() < 3)
                .map(trial ->
                        trial.round() == 2 ? trial.withOutcome(new TrialOutcome.Invalid(List.of("round_void"))) : trial)
                .toList();
        FakeMachine again = FakeMachine.steady(SECOND);
        run(again, plan, kept);

        assertThat(again.executed()).containsExactly("2.2:g1:12", "3.1:g1:12");
    }

    @Test
    void aRoundThatIsVoidThoughNoArmFailedIsRepeatedTwiceAtMost() throws IOException {
        FakeMachine sleeping = new FakeMachine((arm, round, now) -> Run.voided(SECOND));
        ExperimentResult result = run(sleeping, plan(4, RunLength.STANDARD.withRounds(3)), List.of());

        assertThat(sleeping.executed()).containsExactly("1.1:g1:12", "1.2:g1:12", "1.3:g1:12");
        assertThat(result.reason()).isEqualTo(StopReason.NOTHING_LEFT);
        assertThat(saved.stream().filter(RoundRecord.class::isInstance)).hasSize(3);
    }

    @Test
    void aResumedRunGoesOnWithTheNextAttemptHoweverOftenTheRoundWasVoidBefore() throws IOException {
        ExperimentPlan plan = plan(4, RunLength.STANDARD.withRounds(1));
        run(new FakeMachine((arm, round, now) -> Run.voided(SECOND)), plan, List.of());
        FakeMachine again = FakeMachine.steady(SECOND);
        ExperimentResult result = run(again, plan, savedTrials());

        assertThat(again.executed()).containsExactly("1.4:g1:12");
        assertThat(result.rounds()).isEqualTo(1);
    }

    @Test
    void whatWasKilledCountsAsNoFailureOnceTheRunIsResumedAndItsAttemptIsNotUsedAgain() throws IOException {
        ExperimentPlan plan = plan(4, RunLength.STANDARD.withRounds(1));
        run(new FakeMachine((arm, round, now) -> Run.killed(SECOND)), plan, List.of());
        assertThat(savedTrials()).extracting(Trial::attempt).contains(2).doesNotContain(3);
        FakeMachine again = FakeMachine.steady(SECOND);
        run(again, plan, savedTrials());

        assertThat(again.executed()).containsExactly("1.3:g1:12");
    }

    private List<Trial> savedTrials() {
        return saved.stream()
                .filter(Trial.class::isInstance)
                .map(Trial.class::cast)
                .toList();
    }

    @Test
    void theNumberOfCyclesIsChosenAfterThreeRoundsAndKept() throws IOException {
        Random random = new Random(3);
        // Starting takes a second of each process; what processes differ by is far below what cycles scatter.
        FakeMachine machine = new FakeMachine((arm, round, now) ->
                Run.measured(Duration.ofSeconds(9), Math.round(1e8 * (1 + 1e-5 * random.nextGaussian()))));
        run(
                machine,
                plan(2, RunLength.STANDARD.withTimeBudget(Duration.ofMinutes(4)).withInterval(1e-9)),
                List.of());

        List<String> cycles = machine.executed().stream()
                .filter(line -> line.contains("g1"))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .toList();
        assertThat(cycles.subList(0, 3)).containsOnly("12");
        assertThat(cycles.subList(3, cycles.size()).stream().distinct()).hasSize(1);
        assertThat(Integer.parseInt(cycles.get(3))).isBetween(12, 32);
    }

    @Test
    void budgetIsSharedByAllGroups() throws IOException {
        FakeMachine machine = FakeMachine.noisy(Duration.ofSeconds(10));
        ExperimentResult result =
                run(machine, plan(2, RunLength.STANDARD.withTimeBudget(Duration.ofSeconds(210))), List.of());

        assertThat(result.reason()).isEqualTo(StopReason.TIME_BUDGET);
        assertThat(machine.elapsed()).isEqualTo(Duration.ofSeconds(200));
    }

    private ExperimentResult run(FakeMachine machine, ExperimentPlan plan, List<Trial> earlier) throws IOException {
        return new Experiment(plan, machine, machine, saved::add, ExperimentListener.none(), cancellation, machine)
                .run(earlier);
    }

    /** The four scenarios in groups of at most so many. */
    private static ExperimentPlan plan(int mostWorkers, RunLength length) {
        List<Arm> arms = Arm.single(Plans.four());
        return new ExperimentPlan(
                new Grouping(mostWorkers, OptionalLong.empty(), OptionalLong.empty(), Map.of())
                        .of(arms, ArmPair.among(arms, "bert")),
                length,
                7);
    }
}
