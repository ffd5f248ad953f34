package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every lowering and fusion in float16 computes, in the real runtime, what the original implementation and the reference
 * compute in more digits.
 */
class Float16OutputsTest {
    /**
     * Less than half of the project's promise (docs/correctness.md): shapes are open here, so that nearly all sums are accumulated in
     * float32.
     */
    private static final double TOLERANCE = 2e-2;

    private static final Weights WEIGHTS = new SeededWeights(11);
    private static final List<String> INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");

    private final Path folder;

    Float16OutputsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> ofGoldens() {
        return Golden.all().flatMap(golden -> variants(golden.network()).map(variant -> Arguments.of(golden, variant)));
    }

    static Stream<Arguments> ofTinyNetworks() {
        return Stream.of("bert-tiny", "squeezebert-tiny")
                .flatMap(name -> variants(network(name)).map(variant -> Arguments.of(name, variant)));
    }

    private static Stream<ModelVariant> variants(Network network) {
        OnnxEmitter emitter = new OnnxEmitter();
        return emitter.lowerings(network).stream().flatMap(lowering -> emitter.fusions(network, lowering).stream()
                .map(fusion -> new ModelVariant(lowering, fusion, ElementType.FLOAT16, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("ofGoldens")
    void everyVariantIsCloseToTheOriginalImplementation(Golden golden, ModelVariant variant) throws Exception {
        List<Tensor> io = golden.io();
        List<Tensor> inputs =
                io.stream().filter(tensor -> INPUTS.contains(tensor.name())).toList();
        List<Tensor> outputs = run(golden.network(), golden.weights(), variant, inputs);
        double error = new OutputError(OutputError.named(io, "attention_mask")).largest(outputs, io);
        print(golden.toString(), variant, error);
        assertThat(outputs).extracting(Tensor::type).containsOnly(ElementType.FLOAT16);
        assertThat(error).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("ofTinyNetworks")
    void everyVariantIsCloseToTheReference(String name, ModelVariant variant) throws Exception {
        double error = error(network(name), WEIGHTS, variant);
        print(name, variant, error);
        assertThat(error).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("ofTinyNetworks")
    void twoSwappedWeightTensorsAreCaughtInSpiteOfTheWiderTolerance(String name, ModelVariant variant)
            throws Exception {
        Network network = network(name);
        Parameter query = network.blocks().get(0).attention().query().weight();
        Parameter key = network.blocks().get(0).attention().key().weight();
        assertThat(error(network, swapped(query, key), variant)).isGreaterThan(10 * TOLERANCE);
    }

    private double error(Network network, Weights written, ModelVariant variant) throws Exception {
        List<Tensor> inputs = new WorkloadInputs(network, 5).tensors(InputShape.uneven(3, 17));
        return new OutputError(OutputError.named(inputs, "attention_mask"))
                .largest(
                        run(network, written, variant, inputs),
                        new ReferenceEncoder(network, WEIGHTS).outputs(inputs, ProgressListener.Task.NONE));
    }

    private List<Tensor> run(Network network, Weights weights, ModelVariant variant, List<Tensor> inputs)
            throws Exception {
        try (Session session = EmittedModels.open(EmittedModels.emit(folder, network, weights, variant))) {
            session.bind(inputs);
            session.invoke();
            return session.outputs();
        }
    }

    private static void print(String name, ModelVariant variant, double error) {
        System.out.println(String.format(
                Locale.ROOT, "%-24s %-15s %-16s float16 %.1e", name, variant.lowering(), variant.fusion(), error));
    }

    private static Weights swapped(Parameter one, Parameter other) {
        return new Weights() {
            @Override
            public String provenance() {
                return "swapped";
            }

            @Override
            public float[] read(Parameter parameter) throws IOException {
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
