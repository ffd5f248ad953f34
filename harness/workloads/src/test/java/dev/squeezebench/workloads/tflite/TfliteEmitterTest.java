package dev.squeezebench.workloads.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.BertArchitecture;
import dev.squeezebench.workloads.network.EncoderShape;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.GeluOptions;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.Tensor;

final class TfliteEmitterTest {
    private static final int ALIGNMENT = 16;
    private static final int SEQUENCE_LENGTH = 8;
    private static final Weights WEIGHTS = new SeededWeights(5);

    @Test
    void aDenseNetworkHasNothingToLower() {
        TfliteEmitter emitter = new TfliteEmitter();
        assertThat(emitter.lowerings(network("bert-tiny"))).containsExactly("dense");
        assertThat(emitter.lowerings(network("squeezebert-tiny"))).containsExactly("conv", "batched-matmul", "split");
        assertThat(emitter.fusions(network("squeezebert-tiny"), "conv")).containsExactly("none");
    }

    @ParameterizedTest
    @CsvSource({
        "bert-tiny, dense",
        "squeezebert-tiny, conv",
        "squeezebert-tiny, batched-matmul",
        "squeezebert-tiny, split",
    })
    void everyParameterIsInTheFileOnceUnderItsName(String workload, String lowering) throws IOException {
        Network network = network(workload);
        EmittedFile file = new EmittedFile(EmittedFile.write(network, WEIGHTS, lowering, 1, SEQUENCE_LENGTH));

        for (Parameter parameter : network.parameters()) {
            float[] expected = WEIGHTS.read(parameter);
            if (parameter.equals(network.embeddings().positionTable())) {
                expected = Arrays.copyOf(expected, SEQUENCE_LENGTH * network.width());
            }
            float[] actual = concatenate(file.tensors().stream()
                    .filter(tensor -> isPartOf(tensor.name(), parameter.name()))
                    .map(file::floats)
                    .toList());
            assertThat(actual).as(parameter.name()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"bert-tiny, dense", "squeezebert-tiny, split"})
    void constantsAreAlignedInOrderAndEndWithTheFile(String workload, String lowering) throws IOException {
        byte[] bytes = EmittedFile.write(network(workload), WEIGHTS, lowering, 1, SEQUENCE_LENGTH);
        EmittedFile file = new EmittedFile(bytes);

        int end = 0;
        for (Tensor tensor : file.tensors()) {
            if (tensor.buffer() != 0) {
                int position = file.position(tensor);
                assertThat(position % ALIGNMENT).as(tensor.name()).isZero();
                assertThat(position).as(tensor.name()).isGreaterThan(end);
                end = position + file.floats(tensor).length * Float.BYTES;
            }
        }
        assertThat(end).isEqualTo(bytes.length);
        assertThat(new String(bytes, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("TFL3");
    }

    @Test
    void inputsAndOutputsAreNamedTypedAndInTheSignature() throws IOException {
        EmittedFile file = new EmittedFile(EmittedFile.write(network("bert-tiny"), WEIGHTS, "dense", 2, 8));

        assertThat(describe(file, file.graph().inputsLength(), true))
                .containsExactly(
                        "input_ids INT32 [2, 8]", "attention_mask INT32 [2, 8]", "token_type_ids INT32 [2, 8]");
        assertThat(describe(file, file.graph().outputsLength(), false))
                .containsExactly("last_hidden_state FLOAT32 [2, 8, 64]", "pooler_output FLOAT32 [2, 64]");
        var signature = Objects.requireNonNull(file.model().signatureDefs(0));
        assertThat(signature.signatureKey()).isEqualTo("serving_default");
        assertThat(signature.inputsLength()).isEqualTo(3);
        assertThat(Objects.requireNonNull(signature.outputs(1)).name()).isEqualTo("pooler_output");
    }

    @Test
    void eachLoweringUsesItsOperators() throws IOException {
        // Two blocks of five grouped projections; the pooler and two post-attention projections have one group.
        assertThat(operators("conv")).contains(Map.entry("CONV_2D/6", 10), Map.entry("FULLY_CONNECTED/5", 3));
        assertThat(operators("batched-matmul")).contains(Map.entry("BATCH_MATMUL/1", 4 + 10));
        // Query, key and value read one split, and each of the four groups goes through the whole feed-forward part.
        assertThat(operators("split"))
                .contains(
                        Map.entry("SPLIT/1", 2 * 2),
                        Map.entry("FULLY_CONNECTED/5", 3 + 40),
                        Map.entry("GELU/1", 2 * 4),
                        Map.entry("CONCATENATION/1", 2 * 4));
    }

    @ParameterizedTest
    @CsvSource({"GELU_ERF, false", "GELU_TANH, true"})
    void theErrorFunctionIsNotApproximated(Activation activation, boolean approximate) throws IOException {
        Network network = BertArchitecture.network(new EncoderShape(1, 8, 2, 16, 10, 16, 2, 1e-12, activation));
        EmittedFile file = new EmittedFile(EmittedFile.write(network, WEIGHTS, "dense", 1, 4));

        List<Boolean> seen = new ArrayList<>();
        for (int i = 0; i < file.graph().operatorsLength(); i++) {
            Operator operator = Objects.requireNonNull(file.graph().operators(i));
            if (operator.builtinOptions(new GeluOptions()) instanceof GeluOptions options
                    && operator.builtinOptionsType() == BuiltinOptions.GeluOptions) {
                seen.add(options.approximate());
            }
        }
        assertThat(seen).containsExactly(approximate);
    }

    @Test
    void aChannelThatTakesFewBytesAtATimeGetsTheSameFile() throws IOException {
        Network network = network("bert-tiny");
        ByteArrayOutputStream slow = new ByteArrayOutputStream();
        WritableByteChannel channel = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) {
                int count = Math.min(source.remaining(), 4099);
                for (int i = 0; i < count; i++) {
                    slow.write(source.get());
                }
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        List<Long> progress = new ArrayList<>();
        Set<Long> totals = new HashSet<>();
        new TfliteEmitter()
                .emit(network, WEIGHTS, ModelVariant.float32("dense", "none", 1, 8), channel, (done, total) -> {
                    progress.add(done);
                    totals.add(total);
                });

        assertThat(slow.toByteArray()).isEqualTo(EmittedFile.write(network, WEIGHTS, "dense", 1, 8));
        assertThat(progress).isSorted().endsWith((long) slow.size());
        assertThat(totals).containsExactly((long) slow.size());
    }

    @Test
    void aFileAboveTwoGibibytesIsRefusedBeforeAnythingIsWritten() {
        Network large = BertArchitecture.network(
                new EncoderShape(1, 768, 12, 3072, 700_000, 512, 2, 1e-12, Activation.GELU_ERF));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmittedFile.write(large, unreadable(), "dense", 1, 8))
                .withMessageContaining("larger than the 2 GiB")
                .withMessageContaining("use the onnx format");
    }

    @Test
    void weightsOfAnotherSizeAreRefusedByName() {
        Weights wrong = new Weights() {
            @Override
            public String provenance() {
                return "wrong";
            }

            @Override
            public float[] read(Parameter parameter) {
                return new float[3];
            }
        };
        assertThatThrownBy(() -> EmittedFile.write(network("bert-tiny"), wrong, "dense", 1, 8))
                .isInstanceOf(IOException.class)
                .hasMessage("embeddings.word_embeddings.weight has 3 elements instead of 64000");
    }

    @ParameterizedTest
    @CsvSource({
        "conv, none, FLOAT32, 8, 'have lowerings dense of this network, not conv'",
        "dense, transformer, FLOAT32, 8, have no fusion transformer",
        "dense, none, FLOAT16, 8, 'are written in float32, not float16'",
        "dense, none, FLOAT32, 513, sequence length 513 is above the network's 512 positions",
    })
    void whatCannotBeWrittenIsRefused(String lowering, String fusion, ElementType type, int length, String reason) {
        ModelVariant variant = new ModelVariant(lowering, fusion, type, 1, length);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TfliteEmitter()
                        .emit(
                                network("bert-tiny"),
                                unreadable(),
                                variant,
                                Channels.newChannel(new ByteArrayOutputStream()),
                                ProgressListener.Task.NONE))
                .withMessageContaining(reason);
    }

    private static Map<String, Integer> operators(String lowering) throws IOException {
        return new EmittedFile(EmittedFile.write(network("squeezebert-tiny"), WEIGHTS, lowering, 1, 8)).operators();
    }

    private static List<String> describe(EmittedFile file, int count, boolean inputs) {
        return IntStream.range(0, count)
                .map(i -> inputs ? file.graph().inputs(i) : file.graph().outputs(i))
                .mapToObj(file::describe)
                .toList();
    }

    private static boolean isPartOf(String tensor, String parameter) {
        return tensor.equals(parameter) || tensor.startsWith(parameter + "/rows_");
    }

    private static float[] concatenate(List<float[]> parts) {
        float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int end = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, joined, end, part.length);
            end += part.length;
        }
        return joined;
    }

    private static Network network(String name) {
        return Objects.requireNonNull(Networks.builtIn().get(name));
    }

    private static Weights unreadable() {
        return new Weights() {
            @Override
            public String provenance() {
                return "unreadable";
            }

            @Override
            public float[] read(Parameter parameter) throws IOException {
                throw new IOException("nothing should be read");
            }
        };
    }
}
