package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.experiment.FakeMachine.Run;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateExperimentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long USUAL_NS = 100_000_000;
    private static final Instant BEGAN = Instant.parse("2026-11-23T12:00:00Z");

    private final List<Trial> saved = new ArrayList<>();
    private final List<Optional<Duration>> left = new ArrayList<>();

    @Test
    void equalArmsPassAtTheFirstLook() throws IOException {
        FakeMachine machine = arms((arm, round) -> 1);
        GateExperiment.Result result = gate(machine, pairs("squeezebert"));

        assertThat(JudgedScenario.verdict(result.scenarios())).isEqualTo(new Verdict.Pass());
        assertThat(groups(machine)).containsExactly("g1", "g1", "g1", "g1", "g1", "g1");
    }

    @Test
    void controlRoundsFollowAFailAndAreNoRoundsOfIt() throws IOException {
        FakeMachine machine = arms((arm, round) -> arm.name().equals("candidate") ? 1.1 : 1);
        GateExperiment.Result result = gate(machine, pairs("squeezebert"));

        assertThat(JudgedScenario.verdict(result.scenarios())).isEqualTo(new Verdict.Fail());
        assertThat(groups(machine)).hasSize(12).endsWith("c1", "c1", "c1", "c1", "c1", "c1");
        JudgedScenario judged = result.scenarios().get(0);
        assertThat(judged.rounds().candidate()).hasSize(6);
        assertThat(judged.controls().candidate()).extracting(Trial::arm).containsOnly("control");
        assertThat(judged.elapsed()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void whatControlsShowTooIsNoFailAndFinal() throws IOException {
        FakeMachine machine = arms((arm, round) -> arm.name().equals("baseline") ? 1 : 1.1);
        GateExperiment.Result result = gate(machine, pairs("squeezebert"));

        assertThat(JudgedScenario.verdict(result.scenarios()))
                .isEqualTo(new Verdict.Inconclusive(Verdict.Reason.CONTROLS_AGREE));
        assertThat(groups(machine)).hasSize(12);
    }

    @Test
    void theFirstFailDecidesForAllScenarios() throws IOException {
        FakeMachine machine = arms((arm, round) -> arm.scenario().workload().equals("bert")
                ? noisy(arm, round)
                : arm.name().equals("candidate") ? 1.1 : 1);
        GateExperiment.Result result = gate(machine, pairs("squeezebert", "bert"));

        assertThat(JudgedScenario.verdict(result.scenarios())).isEqualTo(new Verdict.Fail());
        assertThat(groups(machine).stream().filter("g2"::equals).count()).isLessThanOrEqualTo(6);
        assertThat(groups(machine)).doesNotContain("c2");
        assertThat(result.scenarios().get(1).latency().verdict())
                .isEqualTo(new Verdict.Inconclusive(Verdict.Reason.ANOTHER_FAILED));
    }

    @Test
    void whereControlsTakeAFailBackTheOtherScenariosGoOn() throws IOException {
        FakeMachine machine = arms((arm, round) -> arm.scenario().workload().equals("bert")
                ? noisy(arm, round)
                : arm.name().equals("baseline") ? 1 : 1.1);
        GateExperiment.Result result = gate(machine, pairs("squeezebert", "bert"));

        assertThat(groups(machine).stream().filter("g2"::equals)).hasSize(12);
        assertThat(groups(machine).stream().filter("g1"::equals)).hasSize(6);
        assertThat(result.scenarios().get(0).latency().verdict())
                .isEqualTo(new Verdict.Inconclusive(Verdict.Reason.CONTROLS_AGREE));
    }

    @Test
    void aFailOnOnePhoneEndsNothingOnAnother() throws IOException {
        FakeMachine machine =
                arms((arm, round) -> arm.phone().orElseThrow().serial().equals("b")
                        ? noisy(arm, round)
                        : arm.name().equals("candidate") ? 1.1 : 1);
        GateExperiment.Result result = gate(machine, List.of(onPhone("a"), onPhone("b")));

        assertThat(groups(machine).stream().filter("g1"::equals)).hasSize(6);
        assertThat(groups(machine).stream().filter("g2"::equals)).hasSize(12);
        assertThat(result.scenarios())
                .extracting(each -> each.latency().verdict())
                .containsExactly(new Verdict.Fail(), new Verdict.Inconclusive(Verdict.Reason.NOISE));
        assertThat(JudgedScenario.areDecided(result.scenarios())).isFalse();
    }

    @Test
    void eachPhoneThatFailsGetsItsControls() throws IOException {
        FakeMachine machine = arms((arm, round) -> arm.name().equals("candidate") ? 1.1 : 1);
        gate(machine, List.of(onPhone("a"), onPhone("b")));

        assertThat(groups(machine).stream().filter("c1"::equals)).hasSize(6);
        assertThat(groups(machine).stream().filter("c2"::equals)).hasSize(6);
    }

    private static ArmPair onPhone(String id) {
        PlannedScenario planned = Plans.twoOnPhone(id).get(1);
        return new ArmPair(new Arm("candidate", planned, JvmSpec.USUAL), new Arm("baseline", planned, JvmSpec.USUAL));
    }

    @Test
    void aScenarioThatIsDecidedIsNotMeasuredFurther() throws IOException {
        FakeMachine machine = arms((arm, round) -> arm.scenario().workload().equals("bert") ? noisy(arm, round) : 1);
        GateExperiment.Result result = gate(machine, pairs("squeezebert", "bert"));

        assertThat(groups(machine).stream().filter("g1"::equals)).hasSize(6);
        assertThat(groups(machine).stream().filter("g2"::equals)).hasSize(12);
        assertThat(JudgedScenario.verdict(result.scenarios()))
                .isEqualTo(new Verdict.Inconclusive(Verdict.Reason.NOISE));
    }

    @Test
    void aGateWhoseLatencyIsDecidedGoesOnForMemory() throws IOException {
        FakeMachine machine = arms((arm, round) -> 1);
        RoundExecutor withMemory = round -> {
            RoundExecutor.Result result = machine.execute(round);
            return new RoundExecutor.Result(
                    result.trials().stream()
                            .map(trial -> trial.toBuilder()
                                    .memory(peak(Math.round(1e8 * (1 + 4 * (noisy(trial.arm(), round.number()) - 1)))))
                                    .build())
                            .toList(),
                    result.record());
        };
        GateExperiment.Result result = gate(machine, withMemory, pairs("squeezebert"), List.of(), 600, false);

        assertThat(result.scenarios().get(0).latency().verdict()).isEqualTo(new Verdict.Pass());
        assertThat(groups(machine)).hasSizeGreaterThan(6);
    }

    @Test
    void aLookThatDoesNotFitIntoTheBudgetIsNotBegun() throws IOException {
        FakeMachine machine = arms(GateExperimentTest::noisy);
        GateExperiment.Result result = gate(machine, machine, pairs("squeezebert"), List.of(), 17, false);

        assertThat(groups(machine)).hasSize(6);
        assertThat(JudgedScenario.verdict(result.scenarios()))
                .isEqualTo(new Verdict.Inconclusive(Verdict.Reason.NOISE));
    }

    @Test
    void aBaselineAloneIsNotMeasured() throws IOException {
        FakeMachine machine = new FakeMachine((arm, round, now) ->
                arm.name().equals("candidate") ? Run.failed(SECOND) : Run.measured(SECOND, USUAL_NS));
        GateExperiment.Result result = gate(machine, pairs("squeezebert"));

        assertThat(machine.executed()).hasSize(2);
        assertThat(result.scenarios().get(0).rounds().candidate()).isEmpty();
    }

    @Test
    void betweenLooksTheTimeLeftIsThatToTheLastLook() throws IOException {
        gate(arms(GateExperimentTest::noisy), pairs("squeezebert"));

        assertThat(left.get(5)).contains(Duration.ofSeconds(12));
    }

    @Test
    void aContinuedGateTakesTheFurtherLooksOnStoredRounds() throws IOException {
        gate(arms(GateExperimentTest::noisy), pairs("squeezebert"));
        assertThat(saved).hasSize(24);
        FakeMachine again = arms(GateExperimentTest::noisy);
        GateExperiment.Result result = gate(again, again, pairs("squeezebert"), List.copyOf(saved), 600, true);

        assertThat(again.executed().get(0)).startsWith("13.1:g1");
        assertThat(result.scenarios().get(0).rounds().candidate()).hasSize(36);
    }

    /** A ratio that scatters too much for any look. */
    private static double noisy(Arm arm, int round) {
        return noisy(arm.name(), round);
    }

    private static double noisy(String arm, int round) {
        return arm.equals("candidate") ? 1.005 + (round % 2 == 0 ? 0.03 : -0.03) : 1;
    }

    private interface Slowness {
        double of(Arm arm, int round);
    }

    private static FakeMachine arms(Slowness slowness) {
        return new FakeMachine(
                (arm, round, now) -> Run.measured(SECOND, Math.round(USUAL_NS * slowness.of(arm, round))));
    }

    private static Memory peak(long bytes) {
        return new Memory(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private GateExperiment.Result gate(FakeMachine machine, List<ArmPair> pairs) throws IOException {
        return gate(machine, machine, pairs, List.of(), 600, false);
    }

    private GateExperiment.Result gate(
            FakeMachine machine,
            RoundExecutor rounds,
            List<ArmPair> pairs,
            List<Trial> earlier,
            int seconds,
            boolean continued)
            throws IOException {
        ExperimentListener listener = new ExperimentListener() {
            @Override
            public void roundEnded(int round, Progress progress) {
                left.add(progress.left());
            }
        };
        return new GateExperiment(
                        (plan, before, early) -> new Experiment(
                                        plan,
                                        machine,
                                        rounds,
                                        record -> {
                                            if (record instanceof Trial trial) {
                                                saved.add(trial);
                                            }
                                        },
                                        listener,
                                        new Cancellation(),
                                        machine)
                                .run(before, early),
                        new GateExperiment.Limits(0.01, 0.05, Duration.ofSeconds(seconds), continued),
                        List.of(BEGAN),
                        1)
                .run(pairs, earlier);
    }

    private static List<ArmPair> pairs(String... workloads) {
        List<ArmPair> pairs = new ArrayList<>();
        for (String workload : workloads) {
            Arm single = Arm.single(Plans.planned(workload, "ort"));
            pairs.add(new ArmPair(
                    new Arm("candidate", single.planned(), JvmSpec.USUAL),
                    new Arm("baseline", single.planned(), JvmSpec.USUAL)));
        }
        return pairs;
    }

    private static List<String> groups(FakeMachine machine) {
        return machine.executed().stream().map(line -> line.split(":", -1)[1]).toList();
    }
}
