package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.ProfiledSession;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profiler of the real runtime. */
final class ProfiledTfliteSessionTest {
    private static final long LENGTH = 32;
    private static final int INVOCATIONS = 5;

    private final Path folder;

    ProfiledTfliteSessionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static List<Tensor> inputs() {
        return Stream.of("input_ids", "attention_mask", "token_type_ids")
                .map(name -> new Tensor(
                        name,
                        ElementType.INT32,
                        List.of(1L, LENGTH),
                        ByteBuffer.allocate((int) LENGTH * Integer.BYTES)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnnpack", "builtin"})
    void everyOperatorOfANetworkHasItsTimeAndItsNode(String acceleration) throws Exception {
        Path model = TestModels.write(
                folder.resolve("model.tflite"),
                Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny")),
                new SeededWeights(1),
                "split",
                1,
                (int) LENGTH);
        long[] took = new long[INVOCATIONS];
        RuntimeProfile profile;
        try (ProfiledSession profiled = new TfliteRunner()
                .openProfiled(
                        new SessionRequest(model, acceleration, 1, Map.of(), Map.of()),
                        Files.createDirectory(folder.resolve("profile")))) {
            Session session = profiled.session();
            session.bind(inputs());
            session.reset();
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
            long own = profile.operators().stream()
                    .filter(operator -> operator.on().equals(acceleration))
                    .mapToLong(operator -> operator.ns().get(invocation))
                    .sum();
            share = Math.max(share, (double) own / took[i]);
        }
        // Another unit would be a thousandth; XNNPACK's are whole microseconds that are cut off.
        assertThat(share).isGreaterThan(.01);
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        inputs().forEach(input -> shapes.put(input.name(), input.shape()));
        ModelGraph graph = ModelGraph.of(model, new InputShapes(shapes, Map.of()));
        List<ProfiledOperator> operators = OperatorMapping.of(profile, graph, Optional.empty());
        assertThat(operators).allMatch(operator -> operator.calls() == 1);
        long products = graph.nodes().stream()
                .filter(node -> node.type().equals("FULLY_CONNECTED"))
                .count();
        assertThat(operators)
                .filteredOn(operator ->
                        operator.type().toUpperCase(java.util.Locale.ROOT).startsWith("FULLY"))
                .hasSize((int) products)
                .allMatch(operator -> operator.mapped() && operator.layer().isPresent());
        if (acceleration.equals("builtin")) {
            assertThat(operators).hasSameSizeAs(graph.nodes()).allMatch(ProfiledOperator::mapped);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnnpack", "builtin"})
    void aNullModelHasTheOutputsOfAnother(String acceleration) throws Exception {
        Map<String, TensorShape> outputs = new LinkedHashMap<>();
        for (String type : List.of("bool", "int8", "uint8", "int16", "int32", "int64", "float32")) {
            outputs.put("a/" + type, new TensorShape(type, List.of(2L, 3L)));
        }
        Map<String, TensorShape> inputs = new LinkedHashMap<>();
        inputs().forEach(input -> inputs.put(input.name(), new TensorShape("int32", input.shape())));
        Path file = NullModel.write("tflite", inputs, outputs, folder).orElseThrow();

        try (Session session = new TfliteRunner().open(new SessionRequest(file, acceleration, 1, Map.of(), Map.of()))) {
            session.bind(inputs());
            session.reset();
            session.invoke();
            assertThat(session.outputs())
                    .extracting(output ->
                            output.name() + ' ' + new TensorShape(output.type().word(), output.shape()))
                    .containsExactlyElementsOf(outputs.entrySet().stream()
                            .map(output -> output.getKey() + ' ' + output.getValue())
                            .toList());
        }
    }

    @Test
    void tensorsOfOtherTypesHaveNoNullModel() throws Exception {
        TensorShape half = new TensorShape("float16", List.of(2L));
        assertThat(NullModel.write("tflite", Map.of("x", half), Map.of("y", half), folder))
                .isEmpty();
    }
}
