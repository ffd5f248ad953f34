package dev.squeezebench.workloads.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import dev.squeezebench.workloads.tflite.TfliteEmitter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations of a model file: against the count of the network's own description, and against small graphs by hand. */
class FlopCountTest {
    private static final int BATCH = 2;
    private static final int LENGTH = 9;

    private final Path folder;

    FlopCountTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> everyFileOfOurs() {
        return Stream.of(new OnnxEmitter(), new TfliteEmitter())
                .flatMap(emitter -> Networks.builtIn().entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith("-tiny"))
                        .flatMap(entry -> emitter.lowerings(entry.getValue()).stream()
                                .flatMap(lowering -> emitter.fusions(entry.getValue(), lowering).stream()
                                        .map(fusion -> Arguments.of(emitter, entry.getValue(), lowering, fusion)))));
    }

    @ParameterizedTest
    @MethodSource("everyFileOfOurs")
    void aFileCostsWhatItsNetworkDoes(ModelEmitter emitter, Network network, String lowering, String fusion)
            throws IOException {
        ModelMetadata model = ModelMetadata.of(emitted(emitter, network, lowering, fusion));

        FlopCount count = model.flop(shapes(emitter, model));

        assertThat(count.unknown()).isEmpty();
        assertThat(count.total())
                .hasValue(NetworkCost.of(network, BATCH, LENGTH).flop());
    }

    /** The pooler is one product of a row and a square matrix for each sequence. */
    @ParameterizedTest
    @MethodSource("everyFileOfOurs")
    void withoutAPoolerAFileHasOneOutputAndCostsLess(
            ModelEmitter emitter, Network whole, String lowering, String fusion) throws IOException {
        Network network = whole.withoutPooler();
        ModelMetadata model = ModelMetadata.of(emitted(emitter, network, lowering, fusion));

        assertThat(model.outputs()).extracting(ModelPort::name).containsExactly("last_hidden_state");
        long width = network.width();
        assertThat(model.flop(shapes(emitter, model)).total())
                .hasValue(NetworkCost.of(whole, BATCH, LENGTH).flop() - BATCH * 2 * width * width);
    }

    @Test
    void aConvolutionCostsItsFilterAtEveryPosition() throws IOException {
        // 3x5 images of 4 channels, kernel 3x3, stride 2, padding 1: 2x3 positions, 8 filters in 2 groups.
        GraphProto.Builder graph = graph("x", 1, 4, 3, 5)
                .addInitializer(constant("w", DataType.FLOAT, 8, 2, 3, 3))
                .addNode(OnnxModels.node("Conv", "y", "x", "w")
                        .addAttribute(integers("strides", 2, 2))
                        .addAttribute(integers("pads", 1, 1, 1, 1))
                        .addAttribute(OnnxModels.integer("group", 2)));

        assertThat(flop(graph, Map.of()).total()).hasValue(2L * 8 * 2 * 3 * (2 * 3 * 3));
    }

    @Test
    void aStackOfMatricesCostsEachProduct() throws IOException {
        GraphProto.Builder graph = graph("x", "n", 1, 3, 4)
                .addInitializer(constant("w", DataType.FLOAT, 5, 4, 6))
                .addNode(OnnxModels.node("MatMul", "y", "x", "w"));

        assertThat(flop(graph, Map.of("x", List.of(7L, 1L, 3L, 4L))).total()).hasValue(2L * 7 * 5 * 3 * 6 * 4);
    }

    @Test
    void transposedFactorsAreMultipliedAsTheyAre() throws IOException {
        GraphProto.Builder graph = graph("x", 4, 3)
                .addInitializer(constant("w", DataType.FLOAT, 6, 4))
                .addNode(OnnxModels.node("Gemm", "y", "x", "w")
                        .addAttribute(OnnxModels.integer("transA", 1))
                        .addAttribute(OnnxModels.integer("transB", 1)));

        assertThat(flop(graph, Map.of()).total()).hasValue(2L * 3 * 6 * 4);
    }

    /** As exporters split heads: the sizes are taken from the input by Shape, Gather, Unsqueeze and Concat. */
    @Test
    void aShapeThatTheGraphComputesIsFollowed() throws IOException {
        GraphProto.Builder graph = graph("x", "batch", "length", 12)
                .addInitializer(scalar("zero", 0))
                .addInitializer(scalar("one", 1))
                .addInitializer(vector("axis0", 0))
                .addInitializer(vector("heads", 3))
                .addInitializer(vector("rest", -1))
                .addInitializer(vector("start", 1))
                .addInitializer(vector("end", Long.MAX_VALUE))
                .addNode(OnnxModels.node("Shape", "s", "x"))
                .addNode(OnnxModels.node("Gather", "b", "s", "zero"))
                .addNode(OnnxModels.node("Gather", "l", "s", "one"))
                .addNode(OnnxModels.node("Unsqueeze", "b1", "b", "axis0"))
                .addNode(OnnxModels.node("Unsqueeze", "l1", "l", "axis0"))
                .addNode(OnnxModels.node("Concat", "sizes", "b1", "l1", "heads", "rest")
                        .addAttribute(OnnxModels.integer("axis", 0)))
                .addNode(OnnxModels.node("Reshape", "h", "x", "sizes"))
                .addNode(OnnxModels.node("Transpose", "q", "h").addAttribute(integers("perm", 0, 2, 1, 3)))
                .addNode(OnnxModels.node("Transpose", "k", "h").addAttribute(integers("perm", 0, 2, 3, 1)))
                .addNode(OnnxModels.node("Slice", "cut", "k", "start", "end", "rest"))
                .addNode(OnnxModels.node("MatMul", "scores", "q", "cut"))
                .addNode(OnnxModels.node("ReduceMean", "mean", "scores").addAttribute(integers("axes", -1)))
                .addNode(OnnxModels.node("Softmax", "y", "mean"));

        // [2, 3, 7, 4] by [2, 3, 4, 6]: the last axis is cut by one.
        assertThat(flop(graph, Map.of("x", List.of(2L, 7L, 12L))).total()).hasValue(2L * 2 * 3 * 7 * 6 * 4);
    }

    @Test
    void anLstmCostsItsMatricesAtEveryStep() throws IOException {
        GraphProto.Builder graph = graph("x", "steps", 2, 5)
                .addInitializer(constant("w", DataType.FLOAT, 1, 4 * 3, 5))
                .addInitializer(constant("r", DataType.FLOAT, 1, 4 * 3, 3))
                .addNode(OnnxModels.node("LSTM", "y", "x", "w", "r"));

        assertThat(flop(graph, Map.of("x", List.of(10L, 2L, 5L))).total()).hasValue(2L * 10 * 2 * 4 * 3 * (5 + 3));
    }

    @Test
    void einsteinsNotationIsCounted() throws IOException {
        GraphProto.Builder graph = graph("x", 2, 3, 4)
                .addNode(OnnxModels.node("Einsum", "y", "x", "x")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("equation")
                                .setS(ByteString.copyFromUtf8("bid,bjd->bij"))));

        assertThat(flop(graph, Map.of()).total()).hasValue(2L * 2 * 3 * 3 * 4);
    }

    @Test
    void aFunctionCostsWhatItsBodyDoesUnderItsOwnName() throws IOException {
        GraphProto.Builder graph = graph("x", 2, 3)
                .addInitializer(constant("w", DataType.FLOAT, 3, 5))
                .addNode(OnnxModels.node("Dense", "a", "x", "w").setDomain("own"))
                .addNode(OnnxModels.node("Relu", "y", "a"));
        FunctionProto function = FunctionProto.newBuilder()
                .setDomain("own")
                .setName("Dense")
                .addInput("a")
                .addInput("b")
                .addOutput("c")
                .addNode(OnnxModels.node("MatMul", "c", "a", "b"))
                .build();

        FlopCount count = flop(OnnxModels.model(graph).addFunctions(function), Map.of());

        assertThat(count.total()).hasValue(2L * 2 * 3 * 5);
        assertThat(count.byOperator()).containsOnlyKeys("own.Dense");
    }

    @Test
    void functionsThatCallThemselvesEnd() throws IOException {
        NodeProto call = OnnxModels.node("Again", "c", "a").setDomain("own").build();
        FunctionProto function = FunctionProto.newBuilder()
                .setDomain("own")
                .setName("Again")
                .addInput("a")
                .addOutput("c")
                .addNode(call)
                .addNode(call.toBuilder().setOutput(0, "d"))
                .build();
        ModelProto.Builder model = OnnxModels.model(
                        graph("x", 2).addNode(OnnxModels.node("Again", "y", "x").setDomain("own")))
                .addFunctions(function)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("own").setVersion(1));

        assertThat(flop(model, Map.of()).total()).isEmpty();
    }

    @Test
    void whatIsKnownOnlyWhenItRunsIsUnknownAndTheOperatorNamed() throws IOException {
        GraphProto.Builder graph = graph("x", 4, 4)
                .addInitializer(constant("w", DataType.FLOAT, 4, 4))
                .addNode(OnnxModels.node("NonZero", "places", "x"))
                .addNode(OnnxModels.node("Transpose", "rows", "places"))
                .addNode(OnnxModels.node("GatherND", "found", "x", "rows"))
                .addNode(OnnxModels.node("MatMul", "a", "x", "w"))
                .addNode(OnnxModels.node("MatMul", "y", "found", "w"));

        FlopCount count = flop(graph, Map.of());

        assertThat(count.total()).isEmpty();
        assertThat(count.unknown()).containsOnlyKeys("MatMul");
        assertThat(count.unknown().get("MatMul")).contains("NonZero");
    }

    @Test
    void aShapeThatTheExporterWroteIsTakenWhereFollowingEnds() throws IOException {
        GraphProto.Builder graph = graph("x", "n", 4)
                .addInitializer(constant("w", DataType.FLOAT, 4, 4))
                .addValueInfo(OnnxModels.value("places", DataType.INT64, "n", 4))
                .addNode(OnnxModels.node("NonZero", "places", "x"))
                .addNode(OnnxModels.node("MatMul", "y", "places", "w"));

        assertThat(flop(graph, Map.of("x", List.of(3L, 4L))).total()).hasValue(2L * 3 * 4 * 4);
    }

    @Test
    void aCustomOperatorIsNamedAsTheReason() throws IOException {
        GraphProto.Builder graph =
                graph("x", 4).addNode(OnnxModels.node("Fancy", "y", "x").setDomain("com.acme"));

        FlopCount count = flop(graph, Map.of());

        assertThat(count.total()).isEmpty();
        assertThat(count.unknown()).isEqualTo(Map.of("com.acme.Fancy", "it is a custom operator"));
    }

    @Test
    void aModelWithoutMatrixProductsCostsNothing() throws IOException {
        assertThat(flop(graph("x", 4).addNode(OnnxModels.node("Relu", "y", "x")), Map.of())
                        .total())
                .hasValue(0);
    }

    @Test
    void anOpenAxisOfTensorFlowLiteIsFollowed() throws IOException {
        Path file = Files.write(folder.resolve("open.tflite"), TfliteModels.withOpenLength());
        ModelMetadata model = ModelMetadata.of(file);

        FlopCount count = model.flop(InputShapes.of(model, Map.of("input_ids", List.of(100L))));

        assertThat(count.total()).hasValue(2L * 100 * TfliteModels.WIDTH * TfliteModels.CLASSES);
    }

    private Path emitted(ModelEmitter emitter, Network network, String lowering, String fusion) throws IOException {
        Path file = folder.resolve("m." + emitter.format());
        ModelVariant variant = new ModelVariant(lowering, fusion, ElementType.FLOAT32, BATCH, LENGTH);
        try (FileChannel target = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            emitter.emit(network, new SeededWeights(1), variant, target, ProgressListener.Task.NONE);
        }
        return file;
    }

    private static InputShapes shapes(ModelEmitter emitter, ModelMetadata model) throws IOException {
        return InputShapes.of(
                model, emitter.fixedShape() ? Map.of() : Map.of("input_ids", List.of((long) BATCH, (long) LENGTH)));
    }

    private FlopCount flop(GraphProto.Builder graph, Map<String, List<Long>> shapes) throws IOException {
        return flop(OnnxModels.model(graph), shapes);
    }

    private FlopCount flop(ModelProto.Builder builder, Map<String, List<Long>> shapes) throws IOException {
        ModelMetadata model = ModelMetadata.of(
                Files.write(folder.resolve("m.onnx"), builder.build().toByteArray()));
        return model.flop(InputShapes.of(model, shapes));
    }

    private static GraphProto.Builder graph(String input, Object... axes) {
        return GraphProto.newBuilder()
                .addInput(OnnxModels.value(input, DataType.FLOAT, axes))
                .addOutput(OnnxModels.value("y", DataType.FLOAT));
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static TensorProto constant(String name, DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    private static TensorProto scalar(String name, long value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addInt64Data(value)
                .build();
    }

    private static TensorProto vector(String name, long value) {
        return scalar(name, value).toBuilder().addDims(1).build();
    }
}
