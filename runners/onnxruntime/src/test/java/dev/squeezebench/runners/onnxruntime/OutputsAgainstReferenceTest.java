package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lowering and fusion computes, in the real runtime, what the description of the network says. */
class OutputsAgainstReferenceTest {
    /** The project's promise for float32 (docs/correctness.md). */
    static final double TOLERANCE = 1e-4;

    private static final Weights WEIGHTS = new SeededWeights(11);

    private final Path folder;

    OutputsAgainstReferenceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> variants() {
        OnnxEmitter emitter = new OnnxEmitter();
        return Stream.of("bert-tiny", "squeezebert-tiny").flatMap(name -> {
            Network network = network(name);
            return emitter.lowerings(network).stream().flatMap(lowering -> emitter.fusions(network, lowering).stream()
                    .map(fusion -> Arguments.of(name, lowering, fusion)));
        });
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void everyVariantComputesWhatTheDescriptionSays(String name, String lowering, String fusion) throws Exception {
        double error = error(network(name), WEIGHTS, WEIGHTS, lowering, fusion);
        System.out.println(String.format(Locale.ROOT, "%-18s %-15s %-16s %.1e", name, lowering, fusion, error));
        assertThat(error).isLessThan(TOLERANCE);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void twoSwappedWeightTensorsAreCaught(String name, String lowering, String fusion) throws Exception {
        Network network = network(name);
        Parameter query = network.blocks().get(0).attention().query().weight();
        Parameter key = network.blocks().get(0).attention().key().weight();
        double error = error(network, swapped(query, key), WEIGHTS, lowering, fusion);
        assertThat(error).isGreaterThan(10 * TOLERANCE);
    }

    @Test
    void oneFileServesEveryBatchAndLength() throws Exception {
        Network network = network("squeezebert-tiny");
        Path file = EmittedModels.emit(folder, network, WEIGHTS, "conv", "none");
        try (Session session = EmittedModels.open(file)) {
            for (int batch : List.of(1, 2)) {
                for (int length : List.of(1, 7, 512)) {
                    assertThat(error(session, network, WEIGHTS, batch, length)).isLessThan(TOLERANCE);
                }
            }
        }
    }

    private double error(Network network, Weights written, Weights expected, String lowering, String fusion)
            throws Exception {
        Path file = EmittedModels.emit(folder, network, written, lowering, fusion);
        try (Session session = EmittedModels.open(file)) {
            return error(session, network, expected, 3, 17);
        }
    }

    private static double error(Session session, Network network, Weights expected, int batch, int length)
            throws Exception {
        List<Tensor> inputs = new WorkloadInputs(network, 5).tensors(InputShape.uneven(batch, length));
        session.bind(inputs);
        session.reset();
        session.invoke();
        return new OutputError(OutputError.named(inputs, "attention_mask"))
                .largest(
                        session.outputs(),
                        new ReferenceEncoder(network, expected).outputs(inputs, ProgressListener.Task.NONE));
    }

    private static Weights swapped(Parameter one, Parameter other) {
        return new Weights() {
            @Override
            public String provenance() {
                return "swapped";
            }

            @Override
            public float[] read(Parameter parameter) throws java.io.IOException {
                if (parameter.equals(one)) {
                    return WEIGHTS.read(other);
                }
                return WEIGHTS.read(parameter.equals(other) ? one : parameter);
            }
        };
    }

    private static Network network(String name) {
        return Objects.requireNonNull(Networks.builtIn().get(name));
    }
}
