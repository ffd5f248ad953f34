package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /** Between what was reached and what two swapped weights change (docs/correctness.md). */
    @Test
    void thatOfFloat16LiesBetweenWhatWasReachedAndWhatSwappedWeightsChange() {
        double ofPooler = Tolerance.of(ElementType.FLOAT16).allowed(ElementType.FLOAT16, 1);
        assertThat(ofPooler).isBetween(1.2 * 2.8e-2, 4.8e-2 / 1.2);
        assertThat(Tolerance.of(ElementType.FLOAT16).allowed(ElementType.FLOAT16, 3.6))
                .isEqualTo(3.6 * ofPooler);
    }
}
