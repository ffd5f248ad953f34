package dev.squeezebench.workloads.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Float16;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.UnrepresentableWeightException;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.BertArchitecture;
import dev.squeezebench.workloads.network.EncoderShape;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxEmitterTest {
    private static final Weights WEIGHTS = new SeededWeights(3);
    private static final OnnxEmitter EMITTER = new OnnxEmitter();

    static Stream<Arguments> variants() {
        return Stream.of("bert-tiny", "squeezebert-tiny").flatMap(name -> EMITTER.lowerings(network(name)).stream()
                .flatMap(lowering -> EMITTER.fusions(network(name), lowering).stream()
                        .map(fusion -> Arguments.of(name, lowering, fusion))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void theStreamedFileIsWhatProtobufItselfWouldHold(String name, String lowering, String fusion) throws IOException {
        byte[] bytes = emit(name, lowering, fusion);
        ModelProto model = ModelProto.parseFrom(bytes);
        assertThat(model.getSerializedSize()).isEqualTo(bytes.length);
        assertThat(ModelProto.parseFrom(model.toByteArray())).isEqualTo(model);
        assertThat(model.getGraph().getInitializerList())
                .allSatisfy(
                        tensor -> assertThat(tensor.getUnknownFields().asMap()).isEmpty());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void everyParameterIsInTheFileOnceWithEveryValue(String name, String lowering, String fusion) throws IOException {
        Network network = network(name);
        float[] expected = sorted(
                network.parameters().stream().map(OnnxEmitterTest::values).toList());
        float[] written = sorted(weights(model(name, lowering, fusion)).stream()
                .map(OnnxEmitterTest::values)
                .toList());
        assertThat(written).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void initialisersCarryTheNamesOfTheParameters(String name, String lowering, String fusion) throws IOException {
        List<String> parameters =
                network(name).parameters().stream().map(Parameter::name).toList();
        assertThat(weights(model(name, lowering, fusion)))
                .extracting(tensor -> tensor.getName()
                        .replaceFirst(
                                "(\\.group\\d)?\\.(groups-)?transposed$|\\.group\\d$|\\.merged-with-key-and-value$",
                                ""))
                .isSubsetOf(parameters);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void theGraphIsTheOneInTheGoldenFile(String name, String lowering, String fusion) throws IOException {
        String golden = name + '-' + lowering + '-' + fusion + ".txt";
        assertThat(GraphText.of(model(name, lowering, fusion))).isEqualTo(GraphText.golden(golden));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void inFloat16EveryRealTensorIsAndTheGraphIsOtherwiseTheSame(String name, String lowering, String fusion)
            throws IOException {
        ModelProto model = half(name, lowering, fusion);
        assertThat(model.getGraph().getInitializerList())
                .extracting(tensor -> TensorProto.DataType.forNumber(tensor.getDataType()))
                .containsOnly(TensorProto.DataType.FLOAT16, TensorProto.DataType.INT64);
        assertThat(model.getGraph().getOutputList())
                .extracting(OnnxEmitterTest::describe)
                .containsExactly("last_hidden_state FLOAT16 batch,sequence,64", "pooler_output FLOAT16 batch,64");
        assertThat(operators(model)).isEqualTo(operators(model(name, lowering, fusion)));
        assertThat(model.getSerializedSize()).isEqualTo(emit(network(name), WEIGHTS, half(lowering, fusion)).length);
    }

    @Test
    void theFloat16GraphsAreThoseInTheGoldenFiles() throws IOException {
        assertThat(GraphText.of(half("squeezebert-tiny", "conv", "none")))
                .isEqualTo(GraphText.golden("squeezebert-tiny-conv-none-float16.txt"));
        assertThat(GraphText.of(half("bert-tiny", "dense", "transformer")))
                .isEqualTo(GraphText.golden("bert-tiny-dense-transformer-float16.txt"));
    }

    @Test
    void inFloat16EveryValueIsTheNearest() throws IOException {
        ModelProto wide = model("squeezebert-tiny", "split", "none");
        ModelProto half = half("squeezebert-tiny", "split", "none");
        for (int tensor = 0; tensor < weights(wide).size(); tensor++) {
            FloatBuffer values = values(weights(wide).get(tensor));
            ShortBuffer bits = weights(half)
                    .get(tensor)
                    .getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            assertThat(bits.remaining()).isEqualTo(values.remaining());
            while (bits.hasRemaining()) {
                float value = values.get();
                // Half a step is 2^-11 of a normal value, and 2^-25 below.
                assertThat((double) Float16.value(bits.get()))
                        .isCloseTo(value, within(Math.max(Math.abs(value) * 0x1p-11, 0x1p-25)));
            }
        }
    }

    @Test
    void whatHidesAPositionStaysFiniteWithAnyScoreThatIs() throws IOException {
        TensorProto hidden = half("bert-tiny", "dense", "none").getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals("const/float16/-32752.0"))
                .findFirst()
                .orElseThrow();
        float value = Float16.value((short) hidden.getInt32Data(0));
        assertThat(value).isEqualTo(-32752);
        assertThat(Float16.value(Float16.bits(value + value))).isFinite();
    }

    @Test
    void aWeightBeyondFloat16IsRefusedByNameAndTheLargestIsNot() throws IOException {
        assertThat(emit(network("bert-tiny"), spoilt(65_519), half("dense", "none")))
                .isNotEmpty();
        assertThatThrownBy(() -> emit(network("bert-tiny"), spoilt(-70_000), half("dense", "none")))
                .isInstanceOf(UnrepresentableWeightException.class)
                .hasMessage(
                        "pooler.dense.bias contains -70000.0, and the largest float16 is 65504.0; measure it in float32");
    }

    private static Weights spoilt(float value) {
        return new Weights() {
            @Override
            public String provenance() {
                return "spoilt";
            }

            @Override
            public float[] read(Parameter parameter) throws IOException {
                float[] values = WEIGHTS.read(parameter);
                values[1] = parameter.name().equals("pooler.dense.bias") ? value : values[1];
                return values;
            }
        };
    }

    private static ModelVariant half(String lowering, String fusion) {
        return new ModelVariant(lowering, fusion, ElementType.FLOAT16, 1, 1);
    }

    private static ModelProto half(String name, String lowering, String fusion) throws IOException {
        return ModelProto.parseFrom(emit(network(name), WEIGHTS, half(lowering, fusion)));
    }

    private static List<String> operators(ModelProto model) {
        return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    @Test
    void inputsAndOutputsAreTheContractsWithBatchAndSequenceOpen() throws IOException {
        ModelProto model = model("bert-tiny", "dense", "none");
        assertThat(model.getGraph().getInputList())
                .extracting(OnnxEmitterTest::describe)
                .containsExactly(
                        "input_ids INT64 batch,sequence",
                        "attention_mask INT64 batch,sequence",
                        "token_type_ids INT64 batch,sequence");
        assertThat(model.getGraph().getOutputList())
                .extracting(OnnxEmitterTest::describe)
                .containsExactly("last_hidden_state FLOAT batch,sequence,64", "pooler_output FLOAT batch,64");
    }

    @Test
    void aFileWithoutFusionNeedsNoOperatorsBeyondTheStandard() throws IOException {
        assertThat(model("squeezebert-tiny", "conv", "none").getOpsetImportList())
                .extracting(OperatorSetIdProto::getDomain)
                .containsExactly("");
        assertThat(model("squeezebert-tiny", "conv", "skip-layer-norm").getOpsetImportList())
                .extracting(OperatorSetIdProto::getDomain)
                .containsExactly("", "com.microsoft");
    }

    @Test
    void theSameArgumentsGiveTheSameBytes() throws IOException {
        assertThat(emit("squeezebert-tiny", "split", "transformer"))
                .isEqualTo(emit("squeezebert-tiny", "split", "transformer"));
    }

    @Test
    void whatCannotBeWrittenIsRefusedByName() {
        assertThatThrownBy(() -> emit("bert-tiny", "conv", "none")).hasMessageContaining("'conv'");
        assertThatThrownBy(() -> emit("bert-tiny", "dense", "everything")).hasMessageContaining("'everything'");
        ModelVariant brain = new ModelVariant("dense", "none", ElementType.BFLOAT16, 1, 1);
        assertThatThrownBy(() -> emit(network("bert-tiny"), WEIGHTS, brain)).hasMessageContaining("bfloat16");
    }

    @Test
    void aNetworkBeyondTwoGigabytesIsRefusedBeforeAnyWeightIsRead() {
        Network huge = BertArchitecture.network(
                new EncoderShape(1, 64, 4, 256, 10_000_000, 512, 2, 1e-12, Activation.GELU_ERF));
        Weights unread = new Weights() {
            @Override
            public String provenance() {
                return "unread";
            }

            @Override
            public float[] read(Parameter parameter) {
                throw new AssertionError("read " + parameter.name());
            }
        };
        assertThatThrownBy(() -> emit(huge, unread, ModelVariant.float32("dense", "none", 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 GB");
    }

    private static ModelProto model(String name, String lowering, String fusion) throws IOException {
        return ModelProto.parseFrom(emit(name, lowering, fusion));
    }

    private static byte[] emit(String name, String lowering, String fusion) throws IOException {
        return emit(network(name), WEIGHTS, ModelVariant.float32(lowering, fusion, 1, 1));
    }

    private static byte[] emit(Network network, Weights weights, ModelVariant variant) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EMITTER.emit(network, weights, variant, Channels.newChannel(bytes), ProgressListener.Task.NONE);
        return bytes.toByteArray();
    }

    private static List<TensorProto> weights(ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .filter(tensor -> !tensor.getName().startsWith("const/"))
                .toList();
    }

    private static FloatBuffer values(TensorProto tensor) {
        return tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static FloatBuffer values(Parameter parameter) {
        try {
            return FloatBuffer.wrap(WEIGHTS.read(parameter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] sorted(List<FloatBuffer> parts) {
        FloatBuffer all = FloatBuffer.allocate(
                parts.stream().mapToInt(FloatBuffer::remaining).sum());
        parts.forEach(all::put);
        Arrays.sort(all.array());
        return all.array();
    }

    private static String describe(ValueInfoProto value) {
        return value.getName()
                + ' '
                + TensorProto.DataType.forNumber(value.getType().getTensorType().getElemType())
                + ' '
                + String.join(
                        ",",
                        value.getType().getTensorType().getShape().getDimList().stream()
                                .map(dimension -> dimension.hasDimParam()
                                        ? dimension.getDimParam()
                                        : Long.toString(dimension.getDimValue()))
                                .toList());
    }

    private static Network network(String name) {
        return Objects.requireNonNull(Networks.builtIn().get(name));
    }
}
