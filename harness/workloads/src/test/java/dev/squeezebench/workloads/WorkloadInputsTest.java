package dev.squeezebench.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkloadInputsTest {
    private final Network network = Objects.requireNonNull(Networks.builtIn().get("bert-base-uncased"));
    private final WorkloadInputs inputs = new WorkloadInputs(network, 7);

    @Test
    void sequencesAreOfFullLengthUnlessPaddingIsWanted() {
        assertThat(keptPerRow(InputShape.full(2, 128))).containsExactly(128, 128);
        assertThat(keptPerRow(new InputShape(2, 128, OptionalInt.of(25)))).containsExactly(96, 96);
        assertThat(keptPerRow(new InputShape(1, 10, OptionalInt.of(1)))).containsExactly(9);
        assertThat(keptPerRow(new InputShape(1, 2, OptionalInt.of(99)))).containsExactly(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new InputShape(1, 1, OptionalInt.of(1)));

        List<Tensor> full = inputs.tensors(InputShape.full(1, 128));
        assertThat(values(full, "attention_mask")).containsOnly(1);
        assertThat(Arrays.stream(values(full, "token_type_ids")).sum()).isEqualTo(64);
        assertThat(Arrays.stream(values(full, "input_ids")).distinct().count()).isGreaterThan(120);
    }

    @Test
    void theWordOfAShapeTellsItsInputsApart() {
        assertThat(InputShape.full(1, 128).word()).isEqualTo("b1-s128");
        assertThat(new InputShape(1, 128, OptionalInt.of(25)).word()).isEqualTo("b1-s128-p25");
        assertThat(InputShape.uneven(1, 128).word()).isEqualTo("b1-s128-uneven");
    }

    @Test
    void idsComeFromTheWholeVocabularyAndBothTokenTypesOccur() {
        List<Tensor> tensors = inputs.tensors(InputShape.uneven(4, 512));

        long[] ids = values(tensors, "input_ids");
        assertThat(Arrays.stream(ids).max().orElseThrow()).isBetween(30_000L, 30_521L);
        assertThat(Arrays.stream(ids).filter(id -> id > 0).min().orElseThrow()).isLessThan(500);
        assertThat(Arrays.stream(values(tensors, "token_type_ids")).distinct()).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void theFirstRowOfABatchIsFullAndTheOthersArePaddedByDifferentAmounts() {
        assertThat(keptPerRow(3, 20)).containsExactly(20, 15, 10);
        assertThat(keptPerRow(2, 1)).containsExactly(1, 1);
    }

    @Test
    void aSingleRowIsPaddedByAnEighthUnlessItIsOneToken() {
        assertThat(keptPerRow(1, 128)).containsExactly(112);
        assertThat(keptPerRow(1, 2)).containsExactly(1);
        assertThat(keptPerRow(1, 1)).containsExactly(1);
    }

    @Test
    void paddingIsWhatATokenizerLeaves() {
        List<Tensor> tensors = inputs.tensors(InputShape.uneven(1, 16));

        assertThat(Arrays.copyOfRange(values(tensors, "input_ids"), 14, 16)).containsOnly(0);
        assertThat(Arrays.copyOfRange(values(tensors, "token_type_ids"), 14, 16))
                .containsOnly(0);
    }

    @Test
    void theSameSeedGivesTheSameInputsAndInt32HoldsTheSameValues() {
        assertThat(inputs.tensors(InputShape.uneven(2, 8)))
                .isEqualTo(new WorkloadInputs(network, 7).tensors(InputShape.uneven(2, 8)));
        assertThat(inputs.tensors(InputShape.uneven(2, 8)))
                .isNotEqualTo(new WorkloadInputs(network, 8).tensors(InputShape.uneven(2, 8)));

        Tensor narrow =
                WorkloadInputs.int32(inputs.tensors(InputShape.uneven(2, 8))).get(0);
        assertThat(narrow.type()).isEqualTo(ElementType.INT32);
        int[] ids = new int[16];
        narrow.data().asIntBuffer().get(ids);
        assertThat(Arrays.stream(ids).asLongStream())
                .containsExactly(boxed(values(inputs.tensors(InputShape.uneven(2, 8)), "input_ids")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 513})
    void aSequenceThatTheNetworkCannotTakeIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inputs.tensors(InputShape.uneven(1, length)))
                .withMessageContaining("sequence length " + length + " must be ");
    }

    private int[] keptPerRow(int batch, int length) {
        return keptPerRow(InputShape.uneven(batch, length));
    }

    private int[] keptPerRow(InputShape shape) {
        long[] mask = values(inputs.tensors(shape), "attention_mask");
        int[] kept = new int[shape.batch()];
        for (int i = 0; i < mask.length; i++) {
            kept[i / shape.sequenceLength()] += (int) mask[i];
        }
        return kept;
    }

    private static Long[] boxed(long[] values) {
        return Arrays.stream(values).boxed().toArray(Long[]::new);
    }

    private static long[] values(List<Tensor> tensors, String name) {
        long[] values = new long[Math.toIntExact(Goldens.tensor(tensors, name).elements())];
        Goldens.tensor(tensors, name).data().asLongBuffer().get(values);
        return values;
    }
}
