package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.experiment.ExperimentPlan.Group;
import dev.squeezebench.records.RoundRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupingTest {
    /** As the experiment would begin them. */
    @Test
    void roundsThatAreFixedBeforehandHaveTheirTurnsAndThoseOfOneArmNone() {
        List<Arm> arms = Arm.single(Plans.two());
        Arm alone = Arm.single(Plans.planned("bert-tiny", "ort"));
        ExperimentPlan plan = new ExperimentPlan(
                List.of(
                        new ExperimentPlan.Group(Optional.of("g1"), Optional.empty(), arms, List.of()),
                        ExperimentPlan.Group.oneByOne(List.of(alone), List.of())),
                RunLength.STANDARD.withRounds(2),
                7);

        assertThat(plan.fixed())
                .extracting(
                        round -> round.turns().map(turns -> turns.group()).orElse("alone"),
                        ExperimentPlan.Fixed::number,
                        round -> round.arms().size())
                .containsExactlyInAnyOrder(
                        tuple("g1", 1, 2), tuple("alone", 1, 1), tuple("g1", 2, 2), tuple("alone", 2, 1));
        assertThat(plan.fixed().stream().flatMap(round -> round.turns().stream()))
                .extracting(turns -> turns.seed())
                .doesNotHaveDuplicates();
    }

    @Test
    void aLongRoundThatIsFixedBeforehandGoesOnForItsTime() {
        ExperimentPlan plan = new ExperimentPlan(
                List.of(new ExperimentPlan.Group(
                        Optional.of("g1"), Optional.empty(), Arm.single(Plans.two()), List.of())),
                RunLength.STANDARD.withSustained(Duration.ofMinutes(30)),
                7);

        assertThat(plan.fixed()).singleElement().satisfies(round -> assertThat(
                        round.turns().orElseThrow().length().sustainedNs())
                .hasValue(Duration.ofMinutes(30).toNanos()));
    }

    /** A phone's app and its shell cannot coordinate one another's processes. */
    @Test
    void theAppAndTheShellOfAPhoneTakeNoTurnsWithEachOther() {
        List<PlannedScenario> planned = new ArrayList<>(Plans.twoOnPhone("a"));
        Plans.twoOnPhone("a").forEach(each -> planned.add(Plans.byShell(each)));
        List<Arm> arms = Arm.single(planned);

        assertThat(new Grouping(OptionalLong.empty(), OptionalLong.empty()).of(arms, ArmPair.among(arms, "bert")))
                .extracting(group -> group.arms().stream()
                        .map(arm -> arm.scenario().workload()
                                + ' '
                                + arm.planned().launch().word())
                        .toList())
                .containsExactly(List.of("bert apk", "squeezebert apk"), List.of("bert shell", "squeezebert shell"));
    }

    @Test
    void targetsJoinAGroupWhileAtMostSixProcessesLive() {
        List<Arm> arms = new ArrayList<>(Arm.single(Plans.four()));
        assertThat(groups(6, OptionalLong.empty(), arms))
                .extracting(group -> group.arms().size())
                .containsExactly(4);

        arms.addAll(Arm.single(List.of(Plans.planned("bert", "third"), Plans.planned("squeezebert", "third"))));
        assertThat(groups(6, OptionalLong.empty(), arms))
                .extracting(group -> group.arms().size())
                .containsExactly(6);

        arms.addAll(Arm.single(List.of(Plans.planned("bert", "fourth"), Plans.planned("squeezebert", "fourth"))));
        assertThat(groups(6, OptionalLong.empty(), arms))
                .extracting(group -> group.arms().size())
                .containsExactly(6, 2);
        assertThat(groups(6, OptionalLong.empty(), arms))
                .extracting(Group::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void aGroupThatIsTooLargeIsSplitWithTheBaselineInEachPart() {
        List<Arm> arms = Arm.single(List.of(
                Plans.planned("bert", "ort"),
                Plans.planned("a", "ort"),
                Plans.planned("b", "ort"),
                Plans.planned("c", "ort")));

        List<Group> groups = groups(3, OptionalLong.empty(), arms);

        assertThat(groups).hasSize(2).allSatisfy(group -> assertThat(group.arms())
                .contains(arms.get(0)));
        assertThat(groups.stream().flatMap(group -> group.pairs().stream()).map(ArmPair::candidate))
                .containsExactlyInAnyOrderElementsOf(arms.subList(1, 4));
    }

    @Test
    void aGroupNeverSpansDevices() {
        List<PlannedScenario> planned = new ArrayList<>(Plans.two());
        planned.addAll(Plans.twoOnPhone("a"));
        planned.addAll(Plans.twoOnPhone("b"));
        List<Arm> arms = Arm.single(planned);

        List<Group> groups = groups(6, OptionalLong.of(4L << 30), arms);

        assertThat(groups).hasSize(3).allSatisfy(group -> {
            assertThat(group.arms()).hasSize(2);
            assertThat(group.arms().stream().map(Arm::phone).distinct()).hasSize(1);
            assertThat(group.pairs()).hasSize(1);
        });
    }

    @Test
    void aPhonesMemoryIsNotThisMachines() {
        assertThat(groups(6, OptionalLong.of(0), Arm.single(Plans.twoOnPhone("a"))))
                .singleElement()
                .satisfies(group -> assertThat(group.takesTurns()).isTrue());
    }

    @Test
    void whereMemoryHasNoRoomForTwoTheyRunOneByOneForThatReason() {
        List<Group> groups = groups(6, OptionalLong.of(1L << 30), Arm.single(Plans.two()));

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.takesTurns()).isFalse();
            assertThat(group.notInterleaved().orElseThrow()).contains("memory");
            assertThat(group.pairs()).hasSize(1);
        });
        assertThat(groups(6, OptionalLong.of(4L << 30), Arm.single(Plans.two())))
                .singleElement()
                .satisfies(group -> assertThat(group.takesTurns()).isTrue());
    }

    /** The plans' model files do not exist, so that models alone would need 300 MiB each. */
    @Test
    void whatEarlierTrialsPeakedAtCountsInPlaceOfTheModelsSize() {
        List<Arm> arms = Arm.single(Plans.two());
        List<ArmPair> pairs = ArmPair.among(arms, "bert");
        Grouping withRoomForModels = new Grouping(OptionalLong.of(4L << 30), OptionalLong.empty());
        Map<String, Long> large = Map.of(arms.get(1).scenario().id(), 2L << 30);
        Map<String, Long> small = Map.of(
                arms.get(0).scenario().id(), 50L << 20, arms.get(1).scenario().id(), 50L << 20);

        assertThat(withRoomForModels.knowing(large).of(arms, pairs))
                .singleElement()
                .satisfies(group -> assertThat(group.takesTurns()).isFalse());
        assertThat(new Grouping(OptionalLong.of(1L << 30), OptionalLong.empty())
                        .knowing(small)
                        .of(arms, pairs))
                .singleElement()
                .satisfies(group -> assertThat(group.takesTurns()).isTrue());
    }

    /** The plans' model files do not exist: a process is taken to need 300 MiB. */
    @Test
    void aPairOfAGateTakesWhatIsFreeAndSaysWhatItLacks() {
        List<Arm> arms = Arm.single(Plans.two());
        ArmPair pair = ArmPair.among(arms, "bert").get(0);

        assertThat(new Grouping(OptionalLong.of(600L << 20), OptionalLong.empty()).shortage(pair))
                .isEmpty();
        assertThat(new Grouping(OptionalLong.of(599L << 20), OptionalLong.empty()).shortage(pair))
                .contains("its two processes need about 600 MiB of memory at once, and 599 MiB are free");
        assertThat(new Grouping(OptionalLong.empty(), OptionalLong.of(0)).shortage(pair))
                .isEmpty();
    }

    @Test
    void armsOfOneDeviceHaveToFitItTogetherAndThoseOnTheProcessorNeedNoneOfIt() {
        // The plans' runner computes on the processor by "cpu" alone.
        List<Arm> onDevice = Arm.single(Stream.of("bert", "squeezebert")
                .map(workload -> Plans.planned(Plans.scenario(workload, "ort").toBuilder()
                        .acceleration("cuda")
                        .build()))
                .toList());
        List<ArmPair> pairs = ArmPair.among(onDevice, "bert");

        assertThat(new Grouping(OptionalLong.empty(), OptionalLong.of(800L << 20)).of(onDevice, pairs))
                .singleElement()
                .satisfies(group ->
                        assertThat(group.notInterleaved().orElseThrow()).contains("GPU"));
        assertThat(new Grouping(OptionalLong.empty(), OptionalLong.of(1200L << 20)).of(onDevice, pairs))
                .singleElement()
                .satisfies(group -> assertThat(group.takesTurns()).isTrue());
        List<Arm> onProcessor = Arm.single(Plans.two());
        assertThat(new Grouping(OptionalLong.empty(), OptionalLong.of(0))
                        .of(onProcessor, ArmPair.among(onProcessor, "bert")))
                .singleElement()
                .satisfies(group -> assertThat(group.takesTurns()).isTrue());
    }

    @Test
    void groupsThatHaveBegunStayAsTheyWereHoweverMuchMemoryIsFreeNow() {
        List<Arm> arms = Arm.single(Plans.four());
        List<String> lite = List.of(arms.get(2).toString(), arms.get(3).toString());
        RoundRecord begun = new RoundRecord("run", Instant.EPOCH, "g1", 1, 1, lite, 12, Optional.empty());

        List<Group> groups = new Grouping(OptionalLong.of(0), OptionalLong.empty())
                .of(arms, ArmPair.among(arms, "bert"), List.of(begun));

        assertThat(groups.get(0).name()).contains("g1");
        assertThat(groups.get(0).arms()).isEqualTo(arms.subList(2, 4));
        assertThat(groups.get(1).takesTurns()).isFalse();
        assertThat(groups.get(1).arms()).isEqualTo(arms.subList(0, 2));
    }

    @Test
    void scenariosWhoseRatioIsNotWantedRunOneByOne() {
        List<Group> groups = groups(
                6,
                OptionalLong.empty(),
                Arm.single(List.of(Plans.planned("bert", "ort"), Plans.planned("bert", "lite"))));

        assertThat(groups).singleElement().satisfies(group -> assertThat(group.takesTurns())
                .isFalse());
    }

    @Test
    void oneScenarioHasNothingToTakeTurnsWith() {
        List<Group> groups = groups(6, OptionalLong.empty(), Arm.single(List.of(Plans.planned("bert", "ort"))));

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.takesTurns()).isFalse();
            assertThat(group.notInterleaved()).isEqualTo(Optional.empty());
        });
    }

    private static List<Group> groups(int mostWorkers, OptionalLong available, List<Arm> arms) {
        return new Grouping(mostWorkers, available, OptionalLong.empty(), Map.of())
                .of(arms, ArmPair.among(arms, "bert"));
    }
}
