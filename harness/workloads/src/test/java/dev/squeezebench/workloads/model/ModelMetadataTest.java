package dev.squeezebench.workloads.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.text.ProgressListener;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMetadataTest {
    private final Path folder;

    ModelMetadataTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anOnnxModelOfAnotherToolIsRead() throws IOException {
        ModelMetadata model = ModelMetadata.of(write(OnnxModels.classifier()));

        assertThat(model.inputs()).extracting(ModelPort::name).containsExactly("input_ids", "attention_mask");
        assertThat(model.inputs()).extracting(ModelPort::typeWord).containsExactly("int32", "int64");
        assertThat(model.inputs()).extracting(ModelPort::shape).containsOnly("batch x sequence");
        // Through a cast.
        assertThat(model.inputs().get(0).idsBelow()).hasValue(OnnxModels.VOCABULARY);
        assertThat(model.inputs().get(1).idsBelow()).isEmpty();
        assertThat(model.outputs()).extracting(ModelPort::name).containsExactly("logits", "classes");
        assertThat(model.producer()).contains("pytorch 2.9.1");
        assertThat(model.opsets()).isEqualTo(Map.of("ai.onnx", 17L));
        assertThat(model.operators()).contains(new OperatorCount("Cast", 2), new OperatorCount("MatMul", 1));
        assertThat(model.weightType()).contains(ElementType.FLOAT32);
        // The table and the matrix; the int64 axis is no parameter.
        assertThat(model.parameters()).isEqualTo(OnnxModels.WIDTH * (OnnxModels.VOCABULARY + OnnxModels.CLASSES));
        assertThat(flop(model, Map.of("input_ids", List.of(2L, 7L))))
                .hasValue(2L * 2 * 7 * OnnxModels.WIDTH * OnnxModels.CLASSES);
        assertThat(model.externalData()).isEmpty();
    }

    @Test
    void aTensorFlowLiteModelOfAnotherToolIsRead() throws IOException {
        ModelMetadata model = ModelMetadata.of(Files.write(folder.resolve("m.tflite"), TfliteModels.classifier()));

        assertThat(model.inputs()).hasSize(1);
        ModelPort ids = model.input("input_ids").orElseThrow();
        assertThat(ids).isSameAs(model.input("serving_default_input_ids:0").orElseThrow());
        assertThat(ids.typeWord()).isEqualTo("int64");
        assertThat(ids.shape()).isEqualTo("12");
        assertThat(ids.idsBelow()).hasValue(TfliteModels.VOCABULARY);
        assertThat(model.outputs())
                .extracting(ModelPort::name)
                .containsExactly("StatefulPartitionedCall:0", "StatefulPartitionedCall:1");
        assertThat(model.operators())
                .extracting(OperatorCount::name)
                .containsExactlyInAnyOrder("CAST", "GATHER", "FULLY_CONNECTED");
        assertThat(model.parameters()).isEqualTo(TfliteModels.WIDTH * (TfliteModels.VOCABULARY + TfliteModels.CLASSES));
        assertThat(flop(model, Map.of()))
                .hasValue(2L * TfliteModels.LENGTH * TfliteModels.WIDTH * TfliteModels.CLASSES);
    }

    /** The file is that of LiteRT's own schema, see {@code make.py}. Else a product with weights is one of two activations. */
    @Test
    void weightsBehindTheTablesAreWeights() throws IOException {
        Path file =
                Path.of(System.getProperty("root.dir"), "harness/workloads/src/test/resources/tflite/outlying.tflite");

        ModelMetadata model = ModelMetadata.of(file);

        assertThat(model.input("input_ids").orElseThrow().idsBelow()).hasValue(40);
        assertThat(model.parameters()).isEqualTo((40 + 3) * 16);
        assertThat(flop(model, Map.of())).hasValue(2L * 12 * 16 * 3);
        List<ModelGraph.Node> nodes = ModelGraph.of(file, new InputShapes(Map.of("input_ids", List.of(12L)), Map.of()))
                .nodes();
        assertThat(nodes.get(1).constants())
                .extracting(ModelGraph.Constant::name)
                .containsExactly("dense.weight");
        assertThat(nodes.get(2).outputShapes()).containsExactly(new TensorShape("float32", List.of(1L, 36L)));
    }

    /** The branches of an If and the body of a function; their weights and nodes count, wherever they are. */
    @Test
    void graphsWithinAnOnnxModelAreCountedWithWhatIsInThem() throws IOException {
        GraphProto branch = GraphProto.newBuilder()
                .setName("branch")
                .addOutput(OnnxModels.value("z", DataType.FLOAT, 2, 3))
                .addInitializer(OnnxModels.weights("b", 2, 3))
                .addNode(OnnxModels.node("Identity", "z", "b"))
                .build();
        ModelMetadata model = ModelMetadata.of(write(OnnxModels.model(GraphProto.newBuilder()
                        .setName("g")
                        .addInput(OnnxModels.value("c", DataType.BOOL))
                        .addOutput(OnnxModels.value("y", DataType.FLOAT, 2, 3))
                        .addNode(OnnxModels.node("If", "y", "c")
                                .addAttribute(graph("then_branch", branch))
                                .addAttribute(graph("else_branch", branch))))
                .addFunctions(FunctionProto.newBuilder().setName("f").setDomain("own"))));

        assertThat(model.graphs()).isEqualTo(4);
        assertThat(model.operators()).contains(new OperatorCount("Identity", 2), new OperatorCount("If", 1));
        assertThat(model.parameters()).isEqualTo(2 * 6);
        assertThat(ModelMetadata.of(write(OnnxModels.classifier())).graphs()).isEqualTo(1);
    }

    private static AttributeProto graph(String name, GraphProto graph) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(graph)
                .build();
    }

    @Test
    void graphsOfATensorFlowLiteModelAreCountedWithWhatIsInThem() throws IOException {
        ModelMetadata model =
                ModelMetadata.of(Files.write(folder.resolve("m.tflite"), TfliteModels.stateful(true, false)));

        assertThat(model.graphs()).isEqualTo(2);
        assertThat(model.operators()).contains(new OperatorCount("ASSIGN_VARIABLE", 2));
        assertThat(ModelMetadata.of(Files.write(folder.resolve("m.tflite"), TfliteModels.classifier()))
                        .graphs())
                .isEqualTo(1);
    }

    /** A logistic regression as skl2onnx writes it: its six coefficients and two intercepts are attributes of the node. */
    @Test
    void whatClassicalMachineLearningHasLearnedIsInAttributes() throws IOException {
        ModelMetadata model = ModelMetadata.of(write(OnnxModels.model(GraphProto.newBuilder()
                        .setName("g")
                        .addInput(OnnxModels.value("x", DataType.FLOAT, "n", 3))
                        .addOutput(OnnxModels.value("y", DataType.INT64, "n"))
                        .addNode(OnnxModels.node("LinearClassifier", "y", "x")
                                .setDomain("ai.onnx.ml")
                                .addOutput("scores")
                                .addAttribute(OnnxModels.integer("multi_class", 1))
                                .addAttribute(floats("coefficients", 1, 2, 3, 4, 5, 6))
                                .addAttribute(floats("intercepts", 7, 8))))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3))));

        assertThat(model.parameters()).isEqualTo(8);
        assertThat(model.weightType()).contains(ElementType.FLOAT32);
    }

    private static AttributeProto floats(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    private static OptionalLong flop(ModelMetadata model, Map<String, List<Long>> shapes) throws IOException {
        return model.flop(InputShapes.of(model, shapes)).total();
    }

    @Test
    void theDigestOfASingleFileIsItsOwnAndCoversExternalData() throws IOException {
        Path single = write(OnnxModels.classifier());
        assertThat(ModelMetadata.of(single).sha256(ProgressListener.NONE))
                .isEqualTo(Digests.hex(Digests.sha256().digest(Files.readAllBytes(single))));

        Files.write(folder.resolve("w.bin"), new byte[16]);
        Path model = write(OnnxModels.external("w.bin", 8, 2));
        String before = ModelMetadata.of(model).sha256(ProgressListener.NONE);
        Files.write(folder.resolve("w.bin"), new byte[17]);
        assertThat(ModelMetadata.of(model).sha256(ProgressListener.NONE)).isNotEqualTo(before);
        assertThat(ModelMetadata.of(model).externalData()).containsExactly(folder.resolve("w.bin"));
    }

    @Test
    void theDigestDoesNotDependOnTheWayToTheFile() throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[16]);
        Path model = write(OnnxModels.external("w.bin", 8, 2));
        Path around =
                Files.createDirectory(folder.resolve("other")).resolve("..").resolve(model.getFileName());

        assertThat(ModelMetadata.of(around).sha256(ProgressListener.NONE))
                .isEqualTo(ModelMetadata.of(model).sha256(ProgressListener.NONE));
    }

    @Test
    void externalDataBeyondTwoGibibytesAreNeitherMappedNorRead() throws IOException {
        long elements = (3L << 30) / Float.BYTES;
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("w.bin").toFile(), "rw")) {
            sparse.setLength(elements * Float.BYTES);
        }

        ModelMetadata model = ModelMetadata.of(write(OnnxModels.external("w.bin", 0, elements)));

        assertThat(model.parameters()).isEqualTo(elements);
        assertThat(model.bytes()).isGreaterThan(3L << 30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "a/../../passwd",
                "..\\..\\windows",
                "C:\\windows\\x",
                "\\\\server\\x",
                "a\0b",
                ""
            })
    void weightsElsewhereAreRefused(String location) throws IOException {
        refused(write(OnnxModels.external(location, 0, 2)), "outside of the model's folder");
    }

    @Test
    void aLinkThatLeadsOutIsRefusedAndOneWithinIsNot(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.write(elsewhere.resolve("secret"), new byte[8]);
        Files.createSymbolicLink(folder.resolve("out.bin"), secret);
        refused(write(OnnxModels.external("out.bin", 0, 2)), "outside of the model's folder");

        Files.write(folder.resolve("real.bin"), new byte[8]);
        Files.createSymbolicLink(folder.resolve("in.bin"), folder.resolve("real.bin"));
        assertThat(ModelMetadata.of(write(OnnxModels.external("in.bin", 0, 2))).externalData())
                .hasSize(1);
    }

    /** As download caches keep them: names in one folder are links to content in another (ONNX Runtime 1.29 opens it). */
    @Test
    void linkedDataBesideTheLinkedModelAreTakenAndNoOthers() throws IOException {
        Path blobs = Files.createDirectory(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots/abc/onnx"));
        Files.write(blobs.resolve("2222"), new byte[8]);
        Files.write(
                blobs.resolve("1111"),
                OnnxModels.external("model.onnx_data", 0, 2).build().toByteArray());
        Path model = Files.createSymbolicLink(snapshot.resolve("model.onnx"), Path.of("../../../blobs/1111"));
        Path data = snapshot.resolve("model.onnx_data");
        refused(model, "'model.onnx_data' is missing");

        Files.createSymbolicLink(data, Path.of("../../../blobs/2222"));
        assertThat(ModelMetadata.of(model).externalData()).containsExactly(data);

        Files.delete(data);
        Files.write(folder.resolve("secret"), new byte[8]);
        Files.createSymbolicLink(data, folder.resolve("secret"));
        refused(model, "outside of the model's folder");

        Files.delete(data);
        Files.write(blobs.resolve("model.onnx_data"), new byte[8]);
        refused(model, "name the model file that the link leads to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "", "??", "None", "none", "-1", "unk", "unk__6", "unknown", "*", "dynamic", "?1"})
    void wordsForAnUnknownSizeAreNoSymbols(String word) throws IOException {
        ModelProto.Builder model = OnnxModels.model(GraphProto.newBuilder()
                .addInput(OnnxModels.value("x", DataType.FLOAT, "n", word, word))
                .addOutput(OnnxModels.value("y", DataType.FLOAT, "n", word, word))
                .addNode(OnnxModels.node("Relu", "y", "x")));
        ModelMetadata read = ModelMetadata.of(write(model));

        if (word.equals("?1")) {
            assertThat(read.inputs().get(0).shape()).isEqualTo("n x ?1 x ?1");
        } else {
            assertThat(read.inputs().get(0).shape()).isEqualTo("n x ? x ?");
            assertThat(InputShapes.of(read, Map.of("x", List.of(1L, 4L, 6L))).shapes())
                    .isEqualTo(Map.of("x", List.of(1L, 4L, 6L)));
        }
    }

    @Test
    void anAxisThatTheFileSaysIsEmptyIsFixed() throws IOException {
        ModelProto.Builder model = OnnxModels.model(GraphProto.newBuilder()
                .addInput(OnnxModels.value("past", DataType.FLOAT, 1, 0, 4))
                .addOutput(OnnxModels.value("y", DataType.FLOAT, 1, 0, 4))
                .addNode(OnnxModels.node("Relu", "y", "past")));
        ModelMetadata read = ModelMetadata.of(write(model));

        assertThat(InputShapes.of(read, Map.of()).shapes()).isEqualTo(Map.of("past", List.of(1L, 0L, 4L)));
        assertThat(new RandomInputs(42)
                        .of(read, InputShapes.of(read, Map.of()))
                        .get(0)
                        .elements())
                .isZero();
    }

    @Test
    void typesThatTheSchemaGotLaterAndUnknownOnesHaveAWord() throws IOException {
        assertThat(typed(23).inputs().get(0).typeWord()).isEqualTo("FLOAT4E2M1");
        assertThat(typed(77).inputs().get(0).typeWord()).isEqualTo("77");
        byte[] tflite = TfliteModels.withInputType((byte) 99);
        assertThat(ModelMetadata.of(Files.write(folder.resolve("m.tflite"), tflite))
                        .inputs()
                        .get(0)
                        .typeWord())
                .isEqualTo("99");
    }

    private ModelMetadata typed(int type) throws IOException {
        ModelProto.Builder model = OnnxModels.model(GraphProto.newBuilder()
                .addInput(OnnxModels.value("x", DataType.FLOAT, 3))
                .addOutput(OnnxModels.value("y", DataType.FLOAT, 3))
                .addNode(OnnxModels.node("Cast", "y", "x")));
        model.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(type);
        return ModelMetadata.of(write(model));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RandomNormal",
                "RandomNormalLike",
                "RandomUniform",
                "RandomUniformLike",
                "Bernoulli",
                "Multinomial"
            })
    void operatorsThatDrawRandomNumbersAreNamedWhereverTheyAre(String operator) throws IOException {
        NodeProto draw = OnnxModels.node(operator, "r", "x").build();
        GraphProto branch = GraphProto.newBuilder()
                .setName("b")
                .addNode(draw)
                .addOutput(OnnxModels.value("r", DataType.FLOAT, 3))
                .build();
        NodeProto choice = NodeProto.newBuilder()
                .setOpType("If")
                .addInput("flag")
                .addOutput("y")
                .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(branch))
                .build();
        FunctionProto function = FunctionProto.newBuilder()
                .setDomain("own")
                .setName("Noise")
                .addInput("x")
                .addOutput("r")
                .addNode(draw)
                .build();

        assertThat(graph(draw).randomOperators()).containsExactly(operator);
        assertThat(graph(choice).randomOperators()).containsExactly(operator);
        ModelProto.Builder calls =
                nodes(OnnxModels.node("Noise", "y", "x").setDomain("own").build());
        assertThat(ModelMetadata.of(write(calls.addFunctions(function))).randomOperators())
                .containsExactly(operator);
        // A function that is not called computes nothing.
        ModelProto.Builder idle = nodes(OnnxModels.node("Relu", "y", "x").build());
        assertThat(ModelMetadata.of(write(idle.addFunctions(function))).randomOperators())
                .isEmpty();
    }

    @Test
    void dropoutIsRandomInTrainingModeOnly() throws IOException {
        assertThat(graph(OnnxModels.node("Dropout", "y", "x").build()).randomOperators())
                .isEmpty();
        assertThat(dropout(false)).isEmpty();
        assertThat(dropout(true)).containsExactly("Dropout");
    }

    private List<String> dropout(boolean training) throws IOException {
        ModelProto.Builder model =
                nodes(OnnxModels.node("Dropout", "y", "x", "", "mode").build());
        model.getGraphBuilder()
                .addInitializer(TensorProto.newBuilder()
                        .setName("mode")
                        .setDataType(DataType.BOOL.getNumber())
                        .setRawData(ByteString.copyFrom(new byte[] {(byte) (training ? 1 : 0)})));
        return ModelMetadata.of(write(model)).randomOperators();
    }

    private ModelMetadata graph(NodeProto node) throws IOException {
        return ModelMetadata.of(write(nodes(node)));
    }

    private static ModelProto.Builder nodes(NodeProto node) {
        return OnnxModels.model(GraphProto.newBuilder()
                .addInput(OnnxModels.value("x", DataType.FLOAT, 3))
                .addInput(OnnxModels.value("flag", DataType.BOOL, 1))
                .addOutput(OnnxModels.value("y", DataType.FLOAT, 3))
                .addNode(node));
    }

    @Test
    void stateOfATensorFlowLiteModelIsNamedButNotThatOfItsInitialiser() throws IOException {
        assertThat(stateful(TfliteModels.stateful(false, false))).isEmpty();
        assertThat(stateful(TfliteModels.stateful(true, false))).containsExactly("ASSIGN_VARIABLE");
        assertThat(stateful(TfliteModels.stateful(false, true))).containsExactly("variable tensor");
    }

    private List<String> stateful(byte... model) throws IOException {
        return ModelMetadata.of(Files.write(folder.resolve("s.tflite"), model)).stateOperators();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.onnx", "m.tflite"})
    void whatADownloadLeftInTheModelsPlaceIsNamed(String name) throws IOException {
        Map.of(
                        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 9\n",
                        "a Git LFS pointer, not the file itself; run 'git lfs pull'",
                        "# xet version 0\nfilesize = 9\nhash = '12'\n",
                        "a Xet pointer",
                        "/annex/objects/SHA256E-s9--1234.onnx\n",
                        "run 'git annex get'",
                        "\ufeff\n<HTML lang=en>",
                        "an HTML page",
                        "Entry not found",
                        "it is a text, 'Entry not found'",
                        "../../blobs/1111",
                        "it is a text, '../../blobs/1111'",
                        "\u001f\u008b\u0008",
                        "a gzip archive")
                .forEach((content, cause) -> {
                    try {
                        refused(
                                Files.write(
                                        folder.resolve(name),
                                        content.getBytes(
                                                content.startsWith("\u001f")
                                                        ? StandardCharsets.ISO_8859_1
                                                        : StandardCharsets.UTF_8)),
                                cause);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Test
    void aFileOfFarMoreNodesThanItCanReadIsRefusedBeforeItIsParsed() throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().addOutput(OnnxModels.value("y", DataType.FLOAT, 3));
        byte[] node = graph.clone()
                .clearOutput()
                .addNode(OnnxModels.node("Relu", "y", "x"))
                .build()
                .toByteArray();
        int count = 3_000_000;
        byte[] start = OnnxModels.model(graph).clearGraph().build().toByteArray();
        Path file = folder.resolve("many.onnx");
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file))) {
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            output.writeRawBytes(start);
            output.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            output.writeUInt32NoTag(node.length * count);
            for (int i = 0; i < count; i++) {
                output.writeRawBytes(node);
            }
            output.flush();
        }

        refused(file, "takes more than 384 MiB of memory");
    }

    @Test
    void dataThatTheFileDoesNotHaveAreRefused() throws IOException {
        refused(write(OnnxModels.external("w.bin", 0, 2)), "'w.bin' is missing");
        Files.write(folder.resolve("w.bin"), new byte[8]);
        refused(write(OnnxModels.external("w.bin", 4, 2)), "which has 8");
        refused(write(OnnxModels.external("w.bin", -4, 2)), "where a number of bytes belongs");
        ModelProto.Builder longer = OnnxModels.external("w.bin", 0, 2);
        longer.getGraphBuilder().getInitializerBuilder(0).setDims(0, 3);
        refused(write(longer), "needs 12 bytes and has 8");
        longer.getGraphBuilder()
                .getInitializerBuilder(0)
                .setDims(0, Long.MAX_VALUE)
                .addDims(4);
        refused(write(longer), "a shape that cannot be");
    }

    @Test
    void graphsThatCannotBeComputedAreRefused() throws IOException {
        refused(write(OnnxModels.cyclic()), "cyclic: 2 of its nodes");

        ModelProto.Builder twice = OnnxModels.classifier();
        twice.getGraphBuilder().addNode(OnnxModels.node("Identity", "logits", "kept3"));
        refused(write(twice), "two of its nodes compute 'logits'");

        ModelProto.Builder silent = OnnxModels.classifier();
        silent.getGraphBuilder().clearOutput();
        refused(write(silent), "no output");
    }

    @Test
    void nodesInAnyOrderAreTaken() throws IOException {
        ModelProto.Builder model = OnnxModels.classifier();
        java.util.List<ai.onnx.proto.OnnxMl.NodeProto> nodes =
                new java.util.ArrayList<>(model.getGraph().getNodeList());
        java.util.Collections.reverse(nodes);
        model.getGraphBuilder().clearNode().addAllNode(nodes);

        assertThat(ModelMetadata.of(write(model)).operators()).isNotEmpty();
    }

    @Test
    void otherFilesAreRefusedInOneLine() throws IOException {
        refused(folder, "it is a folder");
        refused(folder.resolve("absent.onnx"), "no such file");
        refused(Files.write(folder.resolve("empty.onnx"), new byte[0]), "it is empty");
        refused(Files.writeString(folder.resolve("page.onnx"), "<!doctype html><script>"), "an HTML page");
        refused(Files.write(folder.resolve("m.pt"), new byte[9]), "neither .onnx nor .tflite");
        byte[] other = TfliteModels.classifier();
        other[7] = '2';
        refused(Files.write(folder.resolve("old.tflite"), other), "no identifier TFL3");
        refused(Files.write(folder.resolve("short.tflite"), new byte[5]), "no identifier TFL3");
        Path strange = Files.writeString(folder.resolve("a\nb\u001b[31m<script>.onnx"), "x");
        assertThatThrownBy(() -> ModelMetadata.of(strange))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageNotContainingAny("\n", "\u001b")
                .hasMessageStartingWith("a\\u000ab\\u001b[31m<script>.onnx: ");
    }

    @Test
    void onnxFilesCutAnywhereAreRefused() throws IOException {
        byte[] whole = OnnxModels.classifier().build().toByteArray();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertThatThrownBy(() -> ModelMetadata.of(Files.write(folder.resolve("cut.onnx"), cut)))
                    .as("cut at %s", cut.length)
                    .isInstanceOf(UnreadableFileException.class);
        }
    }

    @Test
    void damagedBytesNeverEndInAnythingButARefusal() throws IOException {
        byte[] onnx = OnnxModels.classifier().build().toByteArray();
        byte[] tflite = TfliteModels.classifier();
        Random random = new Random(20261123);
        for (int i = 0; i < 1000; i++) {
            readsOrRefuses("m.onnx", damaged(onnx, 0, random));
            readsOrRefuses("m.tflite", damaged(tflite, 8, random));
        }
    }

    @Test
    void offsetsBeyondTheEndOfATensorFlowLiteFileAreRefused() throws IOException {
        byte[] model = TfliteModels.classifier();
        int root = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).putInt(0, root + 0x10000000);
        refused(Files.write(folder.resolve("m.tflite"), model), "an offset in it leads nowhere");
    }

    private void readsOrRefuses(String name, byte[] bytes) throws IOException {
        try {
            assertThat(ModelMetadata.of(Files.write(folder.resolve(name), bytes))
                            .outputs())
                    .isNotEmpty();
        } catch (UnreadableFileException refused) {
            assertThat(refused).message().doesNotContain("\n");
        }
    }

    private static byte[] damaged(byte[] whole, int from, Random random) {
        byte[] bytes = whole.clone();
        for (int count = random.nextInt(4) + 1; count > 0; count--) {
            bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static void refused(Path file, String cause) {
        assertThatThrownBy(() -> ModelMetadata.of(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("\n");
    }

    private Path write(ModelProto.Builder model) throws IOException {
        return Files.write(
                Files.createTempFile(folder, "model", ".onnx"), model.build().toByteArray());
    }
}
