package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.core.FakePlan;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.records.Scenario;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StallTimeoutTest {
    private static final long BERT_BASE = 22_348_431_360L;

    private static Duration byWork(String dtype, String acceleration, OptionalLong flop) {
        PlannedScenario plan = FakePlan.on(acceleration);
        Scenario scenario = plan.scenario().toBuilder().dtype(dtype).build();
        return StallTimeout.BY_WORK.with(new PlannedScenario(
                scenario,
                plan.runner(),
                plan.model(),
                plan.modelSha256(),
                plan.inputs(),
                plan.expectation(),
                plan.dimensions(),
                plan.options(),
                plan.adapters(),
                flop));
    }

    @Test
    void whatOneInferenceComputesIsAddedAndMoreSoWhereItIsEmulated() {
        assertThat(byWork("float32", "cpu", OptionalLong.of(BERT_BASE))).isEqualTo(Duration.ofSeconds(120 + 23));
        assertThat(byWork("float16", "cuda", OptionalLong.of(BERT_BASE))).isEqualTo(Duration.ofSeconds(120 + 23));
        assertThat(byWork("float16", "cpu", OptionalLong.of(BERT_BASE))).isEqualTo(Duration.ofSeconds(120 + 447));
        assertThat(byWork("float16", "cpu", OptionalLong.empty())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void whatAUserSaysHoldsForEveryScenario() {
        assertThat(new StallTimeout.Fixed(Duration.ofSeconds(3)).with(FakePlan.on("cpu")))
                .isEqualTo(Duration.ofSeconds(3));
        assertThatThrownBy(() -> new StallTimeout.Fixed(Duration.ZERO)).hasMessageContaining("above 0");
    }
}
