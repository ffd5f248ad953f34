package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmPairTest {
    private static final Scenario BERT = Plans.scenario("bert", "ort");
    private static final Scenario SQUEEZE = Plans.scenario("squeezebert", "ort");

    @Test
    void aCandidateIsPairedWithTheBaselineOnTheSameTargetOnly() {
        Scenario bertLite = Plans.scenario("bert", "lite");
        Scenario squeezeLite = Plans.scenario("squeezebert", "lite");
        assertThat(among(List.of(BERT, SQUEEZE, squeezeLite, bertLite), "bert"))
                .containsExactly(pair(SQUEEZE, BERT), pair(squeezeLite, bertLite));
    }

    @Test
    void conditionsThatDifferMakeNoPair() {
        for (Scenario other : List.of(
                candidate("float16", 1, 128, 1, "1.0"),
                candidate("float32", 2, 128, 1, "1.0"),
                candidate("float32", 1, 64, 1, "1.0"),
                candidate("float32", 1, 128, 2, "1.0"),
                candidate("float32", 1, 128, 1, "1.1"))) {
            assertThat(among(List.of(BERT, other), "bert")).isEmpty();
        }
        assertThat(among(List.of(BERT, candidate("float32", 1, 128, 1, "1.0")), "bert"))
                .hasSize(1);
    }

    @Test
    void theBaselineWithTheCandidatesFusionIsPreferredThenTheOneWithout() {
        Scenario fusedBert = fused("bert", "transformer");
        Scenario skipBert = fused("bert", "skip-layer-norm");
        Scenario fusedSqueeze = fused("squeezebert", "transformer");
        assertThat(among(List.of(BERT, fusedBert, fusedSqueeze), "bert"))
                .containsExactly(pair(fusedSqueeze, fusedBert));
        assertThat(among(List.of(skipBert, BERT, fusedSqueeze), "bert")).containsExactly(pair(fusedSqueeze, BERT));
        assertThat(among(List.of(skipBert, fusedSqueeze), "bert")).containsExactly(pair(fusedSqueeze, skipBert));
        assertThat(among(List.of(skipBert, fusedBert, SQUEEZE), "bert")).isEmpty();
    }

    @Test
    void formsOfTheBaselineWorkloadAloneAreRelativeToThePlainestOfThem() {
        Scenario fusedBert = fused("bert", "transformer");
        assertThat(among(List.of(fusedBert, BERT), "bert")).containsExactly(pair(fusedBert, BERT));
        assertThat(among(List.of(fusedBert, BERT, SQUEEZE), "bert")).containsExactly(pair(SQUEEZE, BERT));
    }

    @Test
    void withoutTheBaselineThereIsNoPair() {
        assertThat(among(List.of(BERT, SQUEEZE), "roberta")).isEmpty();
    }

    @Test
    void nothingIsComparedWithItself() {
        assertThatThrownBy(() -> pair(BERT, BERT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void armsOfDifferentNamesArePairedByScenarioThoughJavaOrFlagsDiffer() {
        JvmSpec otherFlags = new JvmSpec(JvmSpec.USUAL.home(), List.of("-Xmx2g"), Map.of("OMP_NUM_THREADS", "1"));
        List<Arm> arms = List.of(
                arm("baseline", BERT, JvmSpec.USUAL),
                arm("candidate", BERT, otherFlags),
                arm("candidate", SQUEEZE, otherFlags),
                arm("baseline", SQUEEZE, JvmSpec.USUAL));

        assertThat(ArmPair.between(arms, "candidate", "baseline"))
                .containsExactly(new ArmPair(arms.get(1), arms.get(0)), new ArmPair(arms.get(2), arms.get(3)));
        assertThat(ArmPair.among(arms, "bert"))
                .containsExactly(new ArmPair(arms.get(2), arms.get(1)), new ArmPair(arms.get(3), arms.get(0)));
    }

    @Test
    void whatTheArmsVaryNeedNotBeEqualAndTheRestMust() {
        List<Arm> versions = List.of(
                arm("baseline", candidate("float32", 1, 128, 1, "1.0"), JvmSpec.USUAL),
                arm("baseline", candidate("float32", 8, 128, 1, "1.0"), JvmSpec.USUAL),
                arm("candidate", candidate("float32", 1, 128, 1, "1.1"), JvmSpec.USUAL),
                arm("candidate", candidate("float32", 8, 128, 1, "1.1"), JvmSpec.USUAL));
        assertThat(ArmPair.between(versions, "candidate", "baseline"))
                .containsExactly(
                        new ArmPair(versions.get(2), versions.get(0)), new ArmPair(versions.get(3), versions.get(1)));

        Scenario tuned = BERT.toBuilder().options(Map.of("spinning", "off")).build();
        List<Arm> options = List.of(arm("baseline", BERT, JvmSpec.USUAL), arm("candidate", tuned, JvmSpec.USUAL));
        assertThat(ArmPair.between(options, "candidate", "baseline"))
                .containsExactly(new ArmPair(options.get(1), options.get(0)));
    }

    private static List<ArmPair> among(List<Scenario> scenarios, String baselineWorkload) {
        return ArmPair.among(
                scenarios.stream()
                        .map(scenario -> arm(Trial.SINGLE, scenario, JvmSpec.USUAL))
                        .toList(),
                baselineWorkload);
    }

    private static ArmPair pair(Scenario candidate, Scenario baseline) {
        return new ArmPair(arm(Trial.SINGLE, candidate, JvmSpec.USUAL), arm(Trial.SINGLE, baseline, JvmSpec.USUAL));
    }

    private static Arm arm(String name, Scenario scenario, JvmSpec jvm) {
        return new Arm(name, Plans.planned(scenario), jvm);
    }

    private static Scenario fused(String workload, String fusion) {
        return Plans.scenario(workload, "ort").toBuilder().graph("conv", fusion).build();
    }

    private static Scenario candidate(String dtype, int batch, int length, int threads, String version) {
        return SQUEEZE.toBuilder()
                .dtype(dtype)
                .batch(batch)
                .sequenceLength(length)
                .runtime("ort", version)
                .threads(threads)
                .build();
    }
}
