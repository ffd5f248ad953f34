package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.ProfiledSession;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelGraph;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.profile.NullModel;
import dev.squeezebench.workloads.profile.OperatorMapping;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profiler of the real runtime. */
class ProfiledOrtSessionTest {
    private static final long LENGTH = 32;
    private static final int INVOCATIONS = 5;

    private final Path folder;

    ProfiledOrtSessionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static List<Tensor> inputs() {
        return Stream.of("input_ids", "attention_mask", "token_type_ids")
                .map(name -> new Tensor(
                        name, ElementType.INT64, List.of(1L, LENGTH), ByteBuffer.allocate((int) LENGTH * Long.BYTES)))
                .toList();
    }

    @Test
    void everyOperatorOfANetworkHasItsTimeAndItsNode() throws Exception {
        Path model = EmittedModels.emit(
                folder,
                Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny")),
                new SeededWeights(1),
                ModelVariant.float32("split", "skip-layer-norm", 1, 1));
        long[] took = new long[INVOCATIONS];
        RuntimeProfile profile;
        Path raw = Files.createDirectory(folder.resolve("profile"));
        try (ProfiledSession profiled =
                EmittedModels.RUNNER.openProfiled(new SessionRequest(model, "cpu", 1, Map.of(), Map.of()), raw)) {
            Session session = profiled.session();
            session.bind(inputs());
            session.invoke();
            for (int i = 0; i < INVOCATIONS; i++) {
                session.reset();
                long before = System.nanoTime();
                session.invoke();
                took[i] = System.nanoTime() - before;
            }
            profile = profiled.profile(INVOCATIONS);
        }

        double share = 0;
        for (int i = 0; i < INVOCATIONS; i++) {
            int invocation = i;
            long sum = profile.operators().stream()
                    .mapToLong(operator -> operator.ns().get(invocation))
                    .sum();
            assertThat(sum).isPositive().isLessThanOrEqualTo(took[i]);
            share = Math.max(share, (double) sum / took[i]);
        }
        // Another unit would be a thousandth.
        assertThat(share).isGreaterThan(.01);
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        inputs().forEach(input -> shapes.put(input.name(), input.shape()));
        InputShapes sizes = new InputShapes(shapes, Map.of("batch", 1L, "sequence", LENGTH));
        var operators = OperatorMapping.of(
                profile,
                ModelGraph.of(model, sizes),
                Optional.of(ModelGraph.of(profile.graph().orElseThrow(), sizes)));
        assertThat(operators).allMatch(operator -> operator.calls() == 1);
        assertThat(operators).filteredOn(operator -> !operator.mapped()).isEmpty();
        assertThat(operators)
                .filteredOn(operator -> operator.type().equals("SkipLayerNormalization"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(operator -> operator.layer().orElse("").contains("ayer"));
        assertThat(raw).isDirectoryContaining("glob:**events*.json");
    }

    /** What it makes has the shapes of the model's, in every element type that has a null model. */
    @Test
    void aNullModelHasTheOutputsOfAnother() throws Exception {
        Map<String, TensorShape> outputs = new LinkedHashMap<>();
        for (String type :
                List.of("bool", "int8", "uint8", "int16", "int32", "int64", "float16", "float32", "float64")) {
            outputs.put("a/" + type, new TensorShape(type, List.of(2L, 3L)));
            outputs.put("scalar/" + type, new TensorShape(type, List.of()));
        }
        outputs.put("empty", new TensorShape("float32", List.of(0L, 4L)));
        Map<String, TensorShape> inputs = Map.of(
                "input_ids", new TensorShape("int64", List.of(1L, LENGTH)),
                "attention_mask", new TensorShape("int64", List.of(1L, LENGTH)),
                "token_type_ids", new TensorShape("int64", List.of(1L, LENGTH)));
        Path file = NullModel.write("onnx", inputs, outputs, folder).orElseThrow();

        try (Session session = EmittedModels.open(file)) {
            session.bind(inputs());
            session.invoke();
            assertThat(session.outputs())
                    .extracting(output ->
                            output.name() + ' ' + new TensorShape(output.type().word(), output.shape()))
                    .containsExactlyElementsOf(outputs.entrySet().stream()
                            .map(output -> output.getKey() + ' ' + output.getValue())
                            .toList());
        }
        assertThat(NullModel.write("onnx", Map.of(), outputs, folder)).isEmpty();
        assertThat(NullModel.write("onnx", inputs, Map.of("b", new TensorShape("bfloat16", List.of())), folder))
                .isEmpty();
    }
}
