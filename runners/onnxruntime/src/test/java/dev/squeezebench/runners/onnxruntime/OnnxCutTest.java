package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelGraph;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.OnnxCut;
import dev.squeezebench.workloads.model.RandomInputs;
import dev.squeezebench.workloads.network.Networks;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators that are cut out, in the real runtime. */
class OnnxCutTest {
    private static final long LENGTH = 16;
    private static final InputShapes SHAPES = new InputShapes(
            Map.of(
                    "input_ids", List.of(1L, LENGTH),
                    "attention_mask", List.of(1L, LENGTH),
                    "token_type_ids", List.of(1L, LENGTH)),
            Map.of("batch", 1L, "sequence", LENGTH));
    private static final List<TensorShape> UNSEEN = List.of();

    private final Path folder;

    OnnxCutTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path emitted(String network, String lowering, String fusion) throws Exception {
        return EmittedModels.emit(
                folder,
                Objects.requireNonNull(Networks.builtIn().get(network)),
                new SeededWeights(1),
                ModelVariant.float32(lowering, fusion, 1, 1));
    }

    private Path cut(Path model, List<Integer> places) throws Exception {
        Path target = folder.resolve("cut.onnx");
        OnnxCut.write(model, places, SHAPES, UNSEEN, UNSEEN, target);
        return target;
    }

    private static List<Tensor> invoked(Path model, List<Tensor> inputs) throws Exception {
        try (Session session = EmittedModels.open(model)) {
            session.bind(inputs);
            session.invoke();
            return session.outputs();
        }
    }

    private static List<Tensor> inputs(Path cut) throws Exception {
        return new RandomInputs(7).of(ModelMetadata.of(cut), fixed(ModelMetadata.of(cut)));
    }

    private static InputShapes fixed(ModelMetadata model) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        model.inputs()
                .forEach(input -> shapes.put(
                        input.name(),
                        input.dimensions().orElseThrow().stream()
                                .map(axis -> axis.size().orElseThrow())
                                .toList()));
        return new InputShapes(shapes, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"squeezebert-tiny, conv, none", "squeezebert-tiny, split, skip-layer-norm", "bert-tiny, dense, none"})
    void everyNodeRunsByItself(String network, String lowering, String fusion) throws Exception {
        Path model = emitted(network, lowering, fusion);
        int nodes = ModelGraph.of(model, SHAPES).nodes().size();

        List<String> failed = new ArrayList<>();
        for (int place = 0; place < nodes; place++) {
            Path cut = cut(model, List.of(place));
            List<Tensor> made = invoked(cut, inputs(cut));
            if (made.isEmpty()) {
                failed.add(ModelGraph.of(model, SHAPES).nodes().get(place).name());
            }
        }

        assertThat(failed).isEmpty();
    }

    /** The constants come along, and what goes in is what the nodes read of one another's making. */
    @Test
    void aNormKeepsItsWeightsAndHasTheShapeOfTheInvocation() throws Exception {
        Path model = emitted("bert-tiny", "dense", "none");
        List<ModelGraph.Node> nodes = ModelGraph.of(model, SHAPES).nodes();
        int norm = 0;
        while (!nodes.get(norm).type().equals("LayerNormalization")) {
            norm++;
        }

        ModelMetadata cut = ModelMetadata.of(cut(model, List.of(norm)));

        assertThat(cut.inputs()).singleElement().satisfies(input -> {
            assertThat(input.shape()).isEqualTo("1 x 16 x 64");
            assertThat(input.typeWord()).isEqualTo("float32");
        });
        assertThat(cut.parameters()).isEqualTo(2 * 64);
        assertThat(cut.bytes()).isLessThan(2000);
    }

    /** All nodes together are the model: they compute what it computes. */
    @Test
    void allNodesTogetherComputeWhatTheModelDoes() throws Exception {
        Path model = emitted("squeezebert-tiny", "conv", "none");
        List<Integer> all = IntStream.range(
                        0, ModelGraph.of(model, SHAPES).nodes().size())
                .boxed()
                .toList();
        Path cut = cut(model, all);
        List<Tensor> inputs = inputs(cut);

        assertThat(floats(invoked(cut, inputs))).containsExactly(floats(invoked(model, inputs)), within(1e-5f));
    }

    /**
     * By itself a node computes of what goes into it in the model what it computes there: with the weights that nodes make of
     * others, with those that lie in another file, and brought into the shape that follows from the sizes.
     */
    @ParameterizedTest
    @CsvSource({
        "product, x, product, false",
        "sum, product, sum, false",
        "second, sum, second, false",
        "reshape, second, y, false",
        "product, x, product, true",
        "second, sum, second, true"
    })
    void aNodeByItselfComputesWhatItDoesInTheModel(String node, String read, String made, boolean external)
            throws Exception {
        Path model = CutModel.write(folder, external);
        InputShapes shapes = new InputShapes(Map.of("x", List.of(2L, 3L, 4L)), Map.of());
        List<Tensor> given = new RandomInputs(7).of(ModelMetadata.of(model), shapes);
        List<Tensor> whole = new ArrayList<>(invoked(model, given));
        whole.addAll(given);
        Path target = Files.createDirectory(folder.resolve("elsewhere")).resolve("cut.onnx");

        OnnxCut.write(model, List.of(CutModel.NODES.indexOf(node)), shapes, UNSEEN, UNSEEN, target);

        assertThat(ModelMetadata.of(target).inputs())
                .extracting(ModelPort::name)
                .containsExactly(read);
        assertThat(ModelMetadata.of(target).outputs())
                .extracting(ModelPort::name)
                .containsExactly(made);
        assertThat(floats(invoked(target, List.of(named(whole, read)))))
                .containsExactly(floats(List.of(named(whole, made))), within(1e-5f));
    }

    private static Tensor named(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static float[] floats(List<Tensor> tensors) {
        Tensor first = tensors.get(0);
        float[] values = new float[(int) first.elements()];
        first.data().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    @Test
    void aPlaceThatTheModelDoesNotHaveIsRefused() throws Exception {
        Path model = emitted("bert-tiny", "dense", "none");

        assertThatThrownBy(() -> cut(model, List.of(100_000)))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("it has no node 100000");
        assertThat(Files.exists(folder.resolve("cut.onnx"))).isFalse();
    }
}
