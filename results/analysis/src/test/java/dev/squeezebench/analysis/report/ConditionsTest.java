package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    @Test
    void sizesAreInTheOrderOfTheirNumbersWithinATarget() {
        List<Conditions> conditions = Arrays.asList(
                conditions("webgpu", 1, 128, 1),
                conditions("cpu", 16, 128, 10),
                conditions("cpu", 16, 128, 2),
                conditions("cpu", 16, 32, 1),
                conditions("cpu", 2, 512, 1));
        conditions.sort(Conditions.ORDER);
        assertThat(conditions)
                .containsExactly(
                        conditions("cpu", 2, 512, 1),
                        conditions("cpu", 16, 32, 1),
                        conditions("cpu", 16, 128, 2),
                        conditions("cpu", 16, 128, 10),
                        conditions("webgpu", 1, 128, 1));
    }

    private static Conditions conditions(String acceleration, int batch, int sequenceLength, int threads) {
        return new Conditions(
                "onnxruntime",
                "1.29.0",
                acceleration,
                "float32",
                batch,
                OptionalInt.of(sequenceLength),
                OptionalInt.of(0),
                threads,
                Collections.emptyMap());
    }
}
