package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioPairTest {
    private static final Scenario BERT = Plans.scenario("bert", "ort");
    private static final Scenario SQUEEZE = Plans.scenario("squeezebert", "ort");

    @Test
    void a_candidate_is_paired_with_the_baseline_on_the_same_target_only() {
        Scenario bertLite = Plans.scenario("bert", "lite");
        Scenario squeezeLite = Plans.scenario("squeezebert", "lite");
        assertThat(ScenarioPair.among(List.of(BERT, SQUEEZE, squeezeLite, bertLite), "bert"))
                .containsExactly(new ScenarioPair(SQUEEZE, BERT), new ScenarioPair(squeezeLite, bertLite));
    }

    @Test
    void conditions_that_differ_make_no_pair() {
        for (Scenario other : List.of(
                candidate("float16", 1, 128, 1, "1.0"),
                candidate("float32", 2, 128, 1, "1.0"),
                candidate("float32", 1, 64, 1, "1.0"),
                candidate("float32", 1, 128, 2, "1.0"),
                candidate("float32", 1, 128, 1, "1.1"))) {
            assertThat(ScenarioPair.among(List.of(BERT, other), "bert")).isEmpty();
        }
        assertThat(ScenarioPair.among(List.of(BERT, candidate("float32", 1, 128, 1, "1.0")), "bert"))
                .hasSize(1);
    }

    @Test
    void the_baseline_with_the_candidates_fusion_is_preferred_then_the_one_without() {
        Scenario fusedBert = fused("bert", "transformer");
        Scenario skipBert = fused("bert", "skip-layer-norm");
        Scenario fusedSqueeze = fused("squeezebert", "transformer");
        assertThat(ScenarioPair.among(List.of(BERT, fusedBert, fusedSqueeze), "bert"))
                .containsExactly(new ScenarioPair(fusedSqueeze, fusedBert));
        assertThat(ScenarioPair.among(List.of(skipBert, BERT, fusedSqueeze), "bert"))
                .containsExactly(new ScenarioPair(fusedSqueeze, BERT));
        assertThat(ScenarioPair.among(List.of(skipBert, fusedSqueeze), "bert"))
                .containsExactly(new ScenarioPair(fusedSqueeze, skipBert));
        assertThat(ScenarioPair.among(List.of(skipBert, fusedBert, SQUEEZE), "bert"))
                .isEmpty();
    }

    @Test
    void forms_of_the_baseline_workload_alone_are_relative_to_the_plainest_of_them() {
        Scenario fusedBert = fused("bert", "transformer");
        assertThat(ScenarioPair.among(List.of(fusedBert, BERT), "bert"))
                .containsExactly(new ScenarioPair(fusedBert, BERT));
        assertThat(ScenarioPair.among(List.of(fusedBert, BERT, SQUEEZE), "bert"))
                .containsExactly(new ScenarioPair(SQUEEZE, BERT));
    }

    @Test
    void without_the_baseline_there_is_no_pair() {
        assertThat(ScenarioPair.among(List.of(BERT, SQUEEZE), "roberta")).isEmpty();
    }

    @Test
    void nothing_is_compared_with_itself() {
        assertThatThrownBy(() -> new ScenarioPair(BERT, BERT)).isInstanceOf(IllegalArgumentException.class);
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
