package dev.squeezebench.workloads.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes and data for the inputs of a user's model. */
class ModelInputsTest {
    private final Path folder;

    ModelInputsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void oneShapeDecidesOnEveryAxisWithTheSameSymbol() throws IOException {
        InputShapes shapes = InputShapes.of(read(OnnxModels.classifier()), Map.of("input_ids", List.of(2L, 9L)));

        assertThat(shapes.shapes()).isEqualTo(Map.of("input_ids", List.of(2L, 9L), "attention_mask", List.of(2L, 9L)));
        assertThat(shapes.symbols()).isEqualTo(Map.of("batch", 2L, "sequence", 9L));
    }

    @Test
    void sizesThatStayOpenAreAllListedWithTheFlagToType() throws IOException {
        ModelMetadata model = read(OnnxModels.classifier());

        assertThatThrownBy(() -> InputShapes.of(model, Map.of()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("input_ids (batch x sequence), attention_mask (batch x sequence)")
                .hasMessageContaining("--shape input_ids=1x128,attention_mask=1x128")
                .hasMessageContaining("--inputs");
    }

    @Test
    void theShownFlagGivesAxesOfOneSymbolOneSize() throws IOException {
        for (boolean stateFirst : new boolean[] {false, true}) {
            GraphProto.Builder graph = GraphProto.newBuilder()
                    .addOutput(OnnxModels.value("y", DataType.FLOAT, "batch"))
                    .addNode(OnnxModels.node("Add", "y", "input", "state"));
            if (!stateFirst) {
                graph.addInput(OnnxModels.value("input", DataType.FLOAT, "batch", "sequence"));
            }
            graph.addInput(OnnxModels.value("state", DataType.FLOAT, 2, "batch", 128));
            if (stateFirst) {
                graph.addInput(OnnxModels.value("input", DataType.FLOAT, "batch", "sequence"));
            }
            ModelMetadata model = read(OnnxModels.model(graph));

            assertThatThrownBy(() -> InputShapes.of(model, Map.of()))
                    .hasMessageContainingAll("input=1x128", "state=2x1x128");
        }
    }

    @Test
    void aTypeThatCannotBeGivenIsSaidBeforeSizesThatAreOpen() throws IOException {
        ModelMetadata words = read(inputs("words", DataType.STRING, "n"));

        assertThatThrownBy(() -> InputShapes.of(words, Map.of()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("'words' is of type STRING")
                .hasMessageNotContaining("--shape");
    }

    @Test
    void shapesAgainstTheFileOrEachOtherAreRefused() throws IOException {
        ModelMetadata model = read(OnnxModels.classifier());
        refused(model, Map.of("input_ids", List.of(2L)), "cannot be 2;", "--shape input_ids=1x128");
        refused(
                model,
                Map.of("input_ids", List.of(2L, 9L), "attention_mask", List.of(2L, 8L)),
                "(batch 2, sequence 9) and cannot be 2x8",
                "--shape attention_mask=2x9");
        ModelMetadata fixed = read(inputs("x", DataType.FLOAT, 3, 4));
        refused(fixed, Map.of("x", List.of(3L, 5L)), "'x' is of shape 3 x 4 and cannot be 3x5", "--shape x=3x4");
        assertThat(InputShapes.of(fixed, Map.of()).shapes()).isEqualTo(Map.of("x", List.of(3L, 4L)));
    }

    @Test
    void everyElementTypeGetsDataOfItsOwn() throws IOException {
        for (DataType type : List.of(
                DataType.BOOL,
                DataType.INT8,
                DataType.UINT8,
                DataType.INT16,
                DataType.INT32,
                DataType.INT64,
                DataType.FLOAT16,
                DataType.BFLOAT16,
                DataType.FLOAT,
                DataType.DOUBLE)) {
            ModelMetadata model = read(inputs("x", type, 100));
            double[] values = values(random(model, Map.of()), "x");
            double least =
                    IntStream.range(0, 100).mapToDouble(i -> values[i]).min().orElseThrow();
            double most =
                    IntStream.range(0, 100).mapToDouble(i -> values[i]).max().orElseThrow();
            switch (type) {
                case FLOAT16, BFLOAT16, FLOAT, DOUBLE -> {
                    assertThat(least).as("%s", type).isBetween(-1.0, -0.9);
                    assertThat(most).as("%s", type).isBetween(0.9, 1.0);
                }
                case BOOL, INT32, INT64 -> {
                    assertThat(least).as("%s", type).isZero();
                    assertThat(most).as("%s", type).isEqualTo(1);
                }
                default -> assertThat(most - least).as("%s", type).isGreaterThan(200);
            }
        }
    }

    @Test
    void idsStayBelowTheirTableAndMasksAreOnes() throws IOException {
        Map<String, Tensor> data = random(read(OnnxModels.classifier()), Map.of("input_ids", List.of(8L, 64L)));

        assertThat(Arrays.stream(values(data, "input_ids")).summaryStatistics())
                .satisfies(ids -> assertThat(ids.getMin()).isZero())
                .satisfies(ids -> assertThat(ids.getMax()).isEqualTo(OnnxModels.VOCABULARY - 1));
        assertThat(values(data, "attention_mask")).containsOnly(1);
    }

    @Test
    void theSeedDecidesOnTheData() throws IOException {
        ModelMetadata model = read(inputs("x", DataType.FLOAT, 4));
        InputShapes shapes = InputShapes.of(model, Map.of());

        assertThat(new RandomInputs(1).of(model, shapes)).isEqualTo(new RandomInputs(1).of(model, shapes));
        assertThat(new RandomInputs(1).of(model, shapes)).isNotEqualTo(new RandomInputs(2).of(model, shapes));
    }

    @Test
    void inputsThatCannotBeMadeAreRefused() throws IOException {
        ModelMetadata words = read(inputs("words", DataType.STRING, 2));
        assertThatThrownBy(() -> random(words, Map.of()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("'words' is of type STRING");
        ModelMetadata huge = read(inputs("x", DataType.DOUBLE, 1L << 40, 1L << 40));
        assertThatThrownBy(() -> random(huge, Map.of()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("give smaller sizes");
    }

    private static double[] values(Map<String, Tensor> tensors, String name) {
        Tensor tensor = Objects.requireNonNull(tensors.get(name));
        ByteBuffer data = tensor.data();
        return IntStream.range(0, (int) tensor.elements())
                .mapToDouble(i -> switch (tensor.type()) {
                    case BOOL, UINT8 -> Byte.toUnsignedInt(data.get(i));
                    case INT8 -> data.get(i);
                    case INT16 -> data.getShort(2 * i);
                    case INT32 -> data.getInt(4 * i);
                    case INT64 -> data.getLong(8 * i);
                    case FLOAT16 -> half(data.getShort(2 * i));
                    case BFLOAT16 -> Float.intBitsToFloat(data.getShort(2 * i) << 16);
                    case FLOAT32 -> data.getFloat(4 * i);
                    case FLOAT64 -> data.getDouble(8 * i);
                })
                .toArray();
    }

    /** IEEE 754: sign, 5 bits of exponent with bias 15, 10 bits of fraction; normal numbers only. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 31;
        double magnitude = exponent == 0 ? 0 : Math.scalb(1 + (bits & 1023) / 1024.0, exponent - 15);
        return bits < 0 ? -magnitude : magnitude;
    }

    private static Map<String, Tensor> random(ModelMetadata model, Map<String, List<Long>> shapes) throws IOException {
        return new RandomInputs(42)
                .of(model, InputShapes.of(model, shapes)).stream()
                        .collect(Collectors.toMap(Tensor::name, Function.identity()));
    }

    private static void refused(ModelMetadata model, Map<String, List<Long>> shapes, String... parts) {
        assertThatThrownBy(() -> InputShapes.of(model, shapes))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContainingAll(parts);
    }

    private static ModelProto.Builder inputs(String name, DataType type, Object... axes) {
        return OnnxModels.model(GraphProto.newBuilder()
                .addInput(OnnxModels.value(name, type, axes))
                .addOutput(OnnxModels.value("y", type, axes))
                .addNode(OnnxModels.node("Identity", "y", name)));
    }

    private ModelMetadata read(ModelProto.Builder model) throws IOException {
        return ModelMetadata.of(
                Files.write(folder.resolve("m.onnx"), model.build().toByteArray()));
    }
}
