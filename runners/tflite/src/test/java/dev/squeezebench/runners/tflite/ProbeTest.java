package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeTest {
    @ParameterizedTest
    @ValueSource(strings = {"xnnpack", "builtin"})
    void kernelsThatRanAModelAreUsable(String acceleration) {
        assertThat(new TfliteRunner().probe(acceleration, Map.of()))
                .isInstanceOfSatisfying(
                        Availability.Usable.class,
                        usable -> assertThat(usable.runtime().version()).isEqualTo("2.21.0"));
    }

    @Test
    void theGpuIsNotUsableAndTheReasonIsSaid() {
        assertThat(new TfliteRunner().probe("gpu", Map.of()))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> {
                    assertThat(unusable.reason()).contains("no GPU delegate");
                    assertThat(unusable.remedy()).contains("xnnpack");
                });
    }

    @Test
    void anUnknownAccelerationIsNotUsable() {
        assertThat(new TfliteRunner().probe("npu", Map.of()))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> assertThat(unusable.reason())
                        .isEqualTo("tflite has no acceleration 'npu'"));
    }

    @Test
    void theCommittedModelIsTheOneThatIsDescribed() throws IOException {
        try (InputStream in = Objects.requireNonNull(Probe.class.getResourceAsStream("probe.tflite"))) {
            assertThat(in.readAllBytes()).isEqualTo(ProbeModel.bytes());
        }
    }
}
