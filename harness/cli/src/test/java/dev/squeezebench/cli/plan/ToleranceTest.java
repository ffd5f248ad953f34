package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.measure.ElementType;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.store.Emitters;
import org.junit.jupiter.api.Test;

class ToleranceTest {
    @Test
    void everyTypeThatIsWrittenHasOne() {
        for (ModelEmitter emitter : Emitters.all()) {
            assertThat(emitter.elementTypes())
                    .allSatisfy(type ->
                            assertThat(Tolerance.of(type).allowed(type, 1)).isPositive());
        }
        assertThatThrownBy(() -> Tolerance.of(ElementType.BFLOAT16)).hasMessageContaining("bfloat16");
    }

    /** By hand in docs/correctness.md; between what was reached and what two swapped weights change. */
    @Test
    void thatOfFloat16IsTheDerivedOneAndLiesBetweenWhatWasReachedAndWhatSwappedWeightsChange() {
        double ofPooler = Tolerance.of(ElementType.FLOAT16).allowed(ElementType.FLOAT16, 1);
        assertThat(ofPooler).isCloseTo(0.044, within(5e-4)).isBetween(2.8e-2, 4.8e-2);
        assertThat(Tolerance.of(ElementType.FLOAT16).allowed(ElementType.FLOAT16, 3.6))
                .isEqualTo(3.6 * ofPooler);
    }
}
