package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.store.Emitters;
import org.junit.jupiter.api.Test;

class ToleranceTest {
    private static final OutputTolerance.Size HIDDEN = new OutputTolerance.Size(4.3, 1);
    private static final OutputTolerance.Size POOLER = new OutputTolerance.Size(1, 0.63);

    @Test
    void everyTypeThatIsWrittenHasOne() {
        for (ModelEmitter emitter : Emitters.all()) {
            assertThat(emitter.elementTypes())
                    .allSatisfy(type ->
                            assertThat(Tolerance.of(type).allowed(type, HIDDEN)).isPositive());
        }
        assertThatThrownBy(() -> Tolerance.of(ElementType.BFLOAT16)).hasMessageContaining("bfloat16");
    }

    /** By hand in docs/correctness.md; the sizes and errors there are of bert-base-uncased and squeezebert-uncased. */
    @Test
    void thatOfFloat16LiesWellBetweenWhatRuntimesReachAndWhatSwappedWeightsChange() {
        assertThat(Float16Rounding.deviation()).isCloseTo(0.0271, within(5e-5));
        double ofPooler = Tolerance.of(ElementType.FLOAT16).allowed(ElementType.FLOAT16, POOLER);
        double ofHidden = Tolerance.of(ElementType.FLOAT16).allowed(ElementType.FLOAT16, HIDDEN);
        assertThat(ofPooler).isBetween(1.9 * 0.0324, 0.1185 / 1.5);
        assertThat(ofHidden).isBetween(1.9 * 0.0450, 0.1417 / 1.15);
    }
}
