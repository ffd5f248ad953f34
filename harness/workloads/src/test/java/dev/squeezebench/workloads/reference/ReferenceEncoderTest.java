package dev.squeezebench.workloads.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.Differences;
import dev.squeezebench.workloads.Goldens;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.BertArchitecture;
import dev.squeezebench.workloads.network.EncoderShape;
import dev.squeezebench.workloads.network.Groups;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.network.SqueezeBertArchitecture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ReferenceEncoderTest {
    /**
     * What float32 can reach: a few hundred roundings of 2^-24 relative, on values of the order of 4, which mostly
     * cancel. The double-precision side adds nothing.
     */
    private static final double FLOAT32_ORIGINAL = 5e-6;

    private static final EncoderShape GOLDEN = new EncoderShape(2, 64, 4, 128, 97, 40, 2, 1e-12, Activation.GELU_ERF);

    @Test
    void bertEqualsTheOriginalImplementationAfterEveryLayer() throws IOException {
        assertEqualsGolden("bert-safetensors", BertArchitecture.network(GOLDEN));
    }

    @Test
    void squeezeBertEqualsTheOriginalImplementationAfterEveryLayer() throws IOException {
        assertEqualsGolden(
                "squeezebert-safetensors", SqueezeBertArchitecture.network(GOLDEN, new Groups(4, 4, 4, 1, 4, 4)));
    }

    private static void assertEqualsGolden(String name, Network network) throws IOException {
        List<Tensor> io = Goldens.io(name);
        List<Tensor> outputs = new ReferenceEncoder(network, checkpoint(name)).outputs(io, ProgressListener.Task.NONE);

        for (Tensor output : outputs) {
            Tensor mask = Goldens.tensor(io, "attention_mask");
            assertThat(Differences.largest(mask, output, Goldens.tensor(io, output.name())))
                    .as("%s: %s", name, output.name())
                    .isLessThan(FLOAT32_ORIGINAL);
        }
        assertThat(outputs)
                .extracting(Tensor::name)
                .containsExactly(
                        "hidden_states.0", "hidden_states.1", "hidden_states.2", "last_hidden_state", "pooler_output");
    }

    private static Weights checkpoint(String name) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        Safetensors.read(Goldens.folder(name).resolve("model.safetensors"))
                .forEach(tensor -> tensors.put(tensor.name(), tensor));
        return new Weights() {
            @Override
            public String provenance() {
                return name;
            }

            @Override
            public float[] read(Parameter parameter) {
                float[] values = new float[Math.toIntExact(parameter.elements())];
                Objects.requireNonNull(tensors.get(parameter.name()))
                        .data()
                        .asFloatBuffer()
                        .get(values);
                return values;
            }
        };
    }

    /** A row's result may depend on nothing but its own kept positions: not on the batch, not on what is padding. */
    @Test
    void paddingAndTheRestOfTheBatchDoNotChangeARow() throws IOException {
        Network network = tiny("squeezebert-tiny");
        List<Tensor> batch = new WorkloadInputs(network, 3).tensors(InputShape.uneven(3, 12));
        Tensor all = hiddenState(network, batch);
        Tensor last = hiddenState(network, cut(batch, 2, 6));

        for (int i = 0; i < last.elements(); i++) {
            assertThat(Differences.value(last, i)).isCloseTo(Differences.value(all, 2 * 12 * 64 + i), within(1e-12));
        }
    }

    @Test
    void aSequenceOfOneTokenIsComputed() throws IOException {
        Network network = tiny("bert-tiny");

        assertThat(hiddenState(network, new WorkloadInputs(network, 1).tensors(InputShape.uneven(1, 1)))
                        .shape())
                .containsExactly(1L, 1L, 64L);
    }

    @Test
    void progressCountsTheEmbeddingsAndEachBlock() throws IOException {
        Network network = tiny("bert-tiny");
        List<String> steps = new ArrayList<>();
        new ReferenceEncoder(network, new SeededWeights(1))
                .outputs(
                        new WorkloadInputs(network, 1).tensors(InputShape.uneven(1, 2)),
                        (done, total) -> steps.add(done + "/" + total));

        assertThat(steps).containsExactly("1/3", "2/3", "3/3");
    }

    @Test
    void anIdOutsideTheVocabularyIsRefusedByName() {
        Network network = tiny("bert-tiny");
        List<Tensor> inputs = new WorkloadInputs(network, 1).tensors(InputShape.uneven(1, 4));
        inputs.get(0).data().putLong(8, 1000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> hiddenState(network, inputs))
                .withMessage("input_ids contains 1000, which is outside 0 to 999");
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    private static Network tiny(String name) {
        return Objects.requireNonNull(Networks.builtIn().get(name));
    }

    private static Tensor hiddenState(Network network, List<Tensor> inputs) throws IOException {
        return Goldens.tensor(
                new ReferenceEncoder(network, new SeededWeights(1)).outputs(inputs, ProgressListener.Task.NONE),
                "last_hidden_state");
    }

    /** The first tokens of one row. */
    private static List<Tensor> cut(List<Tensor> inputs, int row, int length) {
        List<Tensor> cut = new ArrayList<>();
        for (Tensor input : inputs) {
            int sequence = Math.toIntExact(input.shape().get(1));
            cut.add(new Tensor(
                    input.name(),
                    input.type(),
                    List.of(1L, (long) length),
                    input.data().slice(row * sequence * Long.BYTES, length * Long.BYTES)));
        }
        return cut;
    }
}
