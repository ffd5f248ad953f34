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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkloadInputsTest {
    private final Network network = Objects.requireNonNull(Networks.builtIn().get("bert-base-uncased"));
    private final WorkloadInputs inputs = new WorkloadInputs(network, 7);

    @Test
    void idsComeFromTheWholeVocabularyAndBothTokenTypesOccur() {
        List<Tensor> tensors = inputs.tensors(4, 512);

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
        List<Tensor> tensors = inputs.tensors(1, 16);

        assertThat(Arrays.copyOfRange(values(tensors, "input_ids"), 14, 16)).containsOnly(0);
        assertThat(Arrays.copyOfRange(values(tensors, "token_type_ids"), 14, 16))
                .containsOnly(0);
    }

    @Test
    void theSameSeedGivesTheSameInputsAndInt32HoldsTheSameValues() {
        assertThat(inputs.tensors(2, 8)).isEqualTo(new WorkloadInputs(network, 7).tensors(2, 8));
        assertThat(inputs.tensors(2, 8)).isNotEqualTo(new WorkloadInputs(network, 8).tensors(2, 8));

        Tensor narrow = WorkloadInputs.int32(inputs.tensors(2, 8)).get(0);
        assertThat(narrow.type()).isEqualTo(ElementType.INT32);
        int[] ids = new int[16];
        narrow.data().asIntBuffer().get(ids);
        assertThat(Arrays.stream(ids).asLongStream()).containsExactly(boxed(values(inputs.tensors(2, 8), "input_ids")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 513})
    void aSequenceThatTheNetworkCannotTakeIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inputs.tensors(1, length))
                .withMessageContaining("1 to 512");
    }

    private int[] keptPerRow(int batch, int length) {
        long[] mask = values(inputs.tensors(batch, length), "attention_mask");
        int[] kept = new int[batch];
        for (int i = 0; i < mask.length; i++) {
            kept[i / length] += (int) mask[i];
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
