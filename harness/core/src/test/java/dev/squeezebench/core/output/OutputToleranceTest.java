package dev.squeezebench.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.measure.tensor.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputToleranceTest {
    private static final OutputTolerance.Size HIDDEN = new OutputTolerance.Size(4.3, 1);
    private static final OutputTolerance.Size POOLER = new OutputTolerance.Size(1, 0.63);

    private static OutputTolerance.Bounds ofNetwork(ElementType type, OutputTolerance.Size size) {
        return OutputTolerance.ofNetwork(type).of(type, size);
    }

    /** By hand in docs/correctness.md; the errors there are those of both networks at full size. */
    @Test
    void thatOfFloat32IsThePromiseOfTheDocumentAndLiesAboveWhatRuntimesReach() {
        assertThat(RoundingNoise.deviation(RoundingNoise.UNIT_FLOAT32)).isCloseTo(3.3e-6, within(5e-8));
        OutputTolerance.Bounds bounds = ofNetwork(ElementType.FLOAT32, HIDDEN);
        assertThat(bounds.allowed(0)).isEqualTo(1e-4);
        assertThat(bounds.allowed(0)).isGreaterThan(10 * 6.9e-6).isLessThan(0.0011 / 10);
        assertThat(bounds.norm()).isEqualTo(2e-5);
    }

    /** By hand in docs/correctness.md; the sizes and errors there are of bert-base-uncased and squeezebert-uncased. */
    @Test
    void thatOfFloat16LiesWellBetweenWhatRuntimesReachAndWhatSwappedWeightsChange() {
        assertThat(RoundingNoise.deviation(RoundingNoise.UNIT_FLOAT16)).isCloseTo(0.0271, within(5e-5));
        OutputTolerance.Bounds pooler = ofNetwork(ElementType.FLOAT16, POOLER);
        OutputTolerance.Bounds hidden = ofNetwork(ElementType.FLOAT16, HIDDEN);
        assertThat(pooler.allowed(0)).isBetween(1.9 * 0.0324, 0.1185 / 1.5);
        assertThat(hidden.allowed(0)).isBetween(1.9 * 0.0450, 0.1417 / 1.15);
        // In the norm: 0.0112 is reached, 0.045 is the least that the swaps of the first three rows change.
        assertThat(pooler.norm()).isBetween(2 * 0.0112, 0.045 / 1.6);
    }

    @Test
    void aTypeThatNoneIsDerivedForHasNone() {
        assertThatThrownBy(() -> OutputTolerance.ofNetwork(ElementType.BFLOAT16))
                .hasMessageContaining("bfloat16");
    }

    @Test
    void theCoarsestTypeOfAUsersModelDecides() {
        OutputTolerance exact = OutputTolerance.ofUserModel(List.of(ElementType.FLOAT32), false);
        OutputTolerance half = OutputTolerance.ofUserModel(List.of(ElementType.FLOAT16, ElementType.FLOAT32), false);
        OutputTolerance brain = OutputTolerance.ofUserModel(List.of(ElementType.BFLOAT16, ElementType.FLOAT16), false);
        OutputTolerance quantised = OutputTolerance.ofUserModel(List.of(ElementType.FLOAT32), true);

        assertThat(List.of(exact.norm(), half.norm(), brain.norm(), quantised.norm()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(OutputTolerance.ofUserModel(List.of(ElementType.INT8), false))
                .isEqualTo(quantised);
    }
}
