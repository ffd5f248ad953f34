package dev.squeezebench.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.cli.plan.OpenedCheckpoint;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code models inspect FILE} says. */
class ModelTablesTest {
    private final Path folder;

    ModelTablesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anOnnxFileShowsItsPortsOperatorsAndCosts() throws Exception {
        String text = csv(fixture("classifier.onnx"), Map.of("input_ids", List.of(1L, 10L)));

        assertThat(text.lines())
                .contains(
                        "producer,pytorch 2.9.1",
                        "parameters,440",
                        "weights,float32",
                        "flop,800",
                        "opset ai.onnx,17",
                        "input_ids,,int32,batch x sequence,50",
                        "classes,,int64,batch x sequence,",
                        "Cast,2,",
                        "MatMul,1,800");
        assertThat(text).doesNotContain("unknown");
    }

    @Test
    void whatIsUnknownIsSaid() throws Exception {
        assertThat(csv(fixture("classifier.onnx"), Map.of())).contains("flop,unknown", "--shape input_ids=1x128");
    }

    @Test
    void aFileInFloat16SaysSoOfItsWeightsAndOutputs() throws Exception {
        Network network = Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny"));
        Path file = folder.resolve("half.onnx");
        ModelVariant half = new ModelVariant("conv", "none", ElementType.FLOAT16, 1, 8);
        try (FileChannel target = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            new OnnxEmitter().emit(network, new SeededWeights(1), half, target, ProgressListener.Task.NONE);
        }

        assertThat(csv(file, Map.of()).lines())
                .contains(
                        "weights,float16",
                        "input_ids,,int64,batch x sequence,"
                                + network.embeddings().vocabulary())
                .anyMatch(line -> line.startsWith("last_hidden_state,,float16,"));
    }

    @Test
    void aCheckpointInFloat16SaysSo() throws Exception {
        OpenedCheckpoint half = OpenedCheckpoint.open(GoldenFolders.of("bert-float16"), ProgressListener.NONE);

        assertThat(CsvRenderer.render(NetworkTables.checkpoint(half, 1, OptionalInt.empty())))
                .contains("stored as,float16\r\n", "outputs,\"last_hidden_state, pooler_output\"\r\n");
    }

    @Test
    void aTensorFlowLiteFileShowsBothNamesOfAnInput() throws Exception {
        assertThat(csv(fixture("classifier.tflite"), Map.of()).lines())
                .contains("serving_default_input_ids:0,input_ids,int64,12,40", "FULLY_CONNECTED,1,1152", "flop,1152");
    }

    @Test
    void aStrangeNameReachesPeopleWithoutItsControlCharactersAndProgramsAsItIs() throws Exception {
        Path file = Files.copy(fixture("classifier.tflite"), folder.resolve("a\n\u001b[31m.tflite"));

        List<Table> tables = ModelTables.of(ModelMetadata.of(file), Map.of(), ProgressListener.NONE);

        assertThat(tables.get(0).name()).isEqualTo("a\n\u001b[31m.tflite");
        assertThat(JsonRenderer.render(tables))
                .contains("\"a\\n\\u001B[31m.tflite\"")
                .doesNotContain("\u001b");
    }

    @Test
    void aShapeThatDoesNotFitIsRefusedAsRunDoes() throws Exception {
        Path file = fixture("classifier.onnx");

        assertThatThrownBy(() -> csv(file, Map.of("input_ids", List.of(1L, 10L, 3L))))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("cannot be 1x10x3");
    }

    private static String csv(Path file, Map<String, List<Long>> shapes) throws IOException {
        return CsvRenderer.render(ModelTables.of(ModelMetadata.of(file), shapes, ProgressListener.NONE));
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ModelTablesTest.class.getResource("/models/" + name))
                .toURI());
    }
}
