package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.SelfAttention;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import dev.squeezebench.workloads.tflite.TfliteEmitter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lowering on every set of kernels against double precision, or against the original implementation. */
final class OutputAccuracyTest {
    /**
     * float32 with outputs of the order of 4: kernels sum up to 256 products in their own order (2^-24 relative each,
     * partly cancelling) over two blocks. A wrong graph is off by more than 0.1.
     */
    private static final double TOLERANCE = 1e-4;

    private static final int BATCH = 2;
    private static final int SEQUENCE_LENGTH = 24;

    private final Path folder;

    OutputAccuracyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void outputsEqualTheReference(String workload, String lowering, Kernels kernels)
            throws IOException, RunnerException {
        Network network = Objects.requireNonNull(Networks.builtIn().get(workload));
        Weights weights = new SeededWeights(7);
        List<Tensor> inputs = new WorkloadInputs(network, 7).tensors(InputShape.uneven(BATCH, SEQUENCE_LENGTH));
        List<Tensor> expected = new ReferenceEncoder(network, weights).outputs(inputs, ProgressListener.Task.NONE);

        assertEqual(network, weights, lowering, kernels, inputs, expected);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void outputsEqualTheOriginalImplementation(String golden, String lowering, Kernels kernels)
            throws IOException, RunnerException {
        List<Tensor> io = Safetensors.read(TestModels.golden(golden).resolve("io.safetensors"));
        List<Tensor> inputs = Stream.of("input_ids", "attention_mask", "token_type_ids")
                .map(name -> TestModels.tensor(io, name))
                .toList();

        TrainedNetwork trained = TestModels.checkpoint(golden);
        assertEqual(trained.network(), trained.weights(), lowering, kernels, inputs, io);
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void twoSwappedWeightsAreSeen(String workload, String lowering, Kernels kernels)
            throws IOException, RunnerException {
        Network network = Objects.requireNonNull(Networks.builtIn().get(workload));
        SelfAttention attention = network.blocks().get(0).attention();
        Weights weights = new SeededWeights(7);
        Weights swapped = new SwappedWeights(
                weights, attention.query().weight(), attention.key().weight());
        List<Tensor> inputs = new WorkloadInputs(network, 7).tensors(InputShape.uneven(BATCH, SEQUENCE_LENGTH));
        List<Tensor> expected = new ReferenceEncoder(network, weights).outputs(inputs, ProgressListener.Task.NONE);

        assertThat(errors(network, swapped, lowering, kernels, inputs, expected))
                .allSatisfy((output, error) -> assertThat(error).isGreaterThan(TOLERANCE));
    }

    private static Stream<Arguments> builtIn() {
        return Stream.of("bert-tiny", "squeezebert-tiny").flatMap(workload -> variants(
                        Objects.requireNonNull(Networks.builtIn().get(workload)))
                .map(variant -> Arguments.of(workload, variant.get()[0], variant.get()[1])));
    }

    private static Stream<Arguments> goldens() {
        return Stream.of(
                        "bert-safetensors",
                        "bert-float16",
                        "bert-pretraining-legacy",
                        "squeezebert-safetensors",
                        "squeezebert-mlm-zip")
                .flatMap(golden -> variants(TestModels.checkpoint(golden).network())
                        .map(variant -> Arguments.of(golden, variant.get()[0], variant.get()[1])));
    }

    private static Stream<Arguments> variants(Network network) {
        return new TfliteEmitter().lowerings(network).stream().flatMap(lowering -> Stream.of(Kernels.values())
                .map(kernels -> Arguments.of(lowering, kernels)));
    }

    private void assertEqual(
            Network network,
            Weights weights,
            String lowering,
            Kernels kernels,
            List<Tensor> inputs,
            List<Tensor> expected)
            throws IOException, RunnerException {
        assertThat(errors(network, weights, lowering, kernels, inputs, expected))
                .allSatisfy((output, error) -> {
                    System.out.printf(
                            "%-12s %-15s %-8s %-18s %.1e%n",
                            network.architecture(), lowering, kernels.word(), output, error);
                    assertThat(error).isLessThan(TOLERANCE);
                });
    }

    /** Largest difference of each output. */
    private Map<String, Double> errors(
            Network network,
            Weights weights,
            String lowering,
            Kernels kernels,
            List<Tensor> inputs,
            List<Tensor> expected)
            throws IOException, RunnerException {
        List<Long> shape = inputs.get(0).shape();
        Path file = TestModels.write(
                folder.resolve("model.tflite"),
                network,
                weights,
                lowering,
                Math.toIntExact(shape.get(0)),
                Math.toIntExact(shape.get(1)));
        Map<String, Double> errors = new TreeMap<>();
        try (Session session =
                new TfliteRunner().open(new SessionRequest(file, kernels.word(), 1, Map.of(), Map.of()))) {
            assertThat(session.info().acceleration().obtained()).contains(kernels.word());
            session.bind(inputs);
            session.reset();
            session.invoke();
            for (Tensor output : session.outputs()) {
                Tensor reference = TestModels.tensor(expected, output.name());
                errors.put(
                        output.name(),
                        largestDifference(TestModels.tensor(inputs, "attention_mask"), output, reference));
            }
        }
        return errors;
    }

    /** Over elements at positions that are not padding, and every element of outputs without positions. */
    private static double largestDifference(Tensor mask, Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        boolean perPosition = actual.shape().size() == 3;
        long width = actual.shape().get(actual.shape().size() - 1);
        double largest = 0;
        for (int i = 0; i < actual.elements(); i++) {
            int position = Math.toIntExact(i / width);
            if (!perPosition || value(mask, position) == 1) {
                largest = Math.max(largest, Math.abs(value(actual, i) - value(expected, i)));
            }
        }
        return largest;
    }

    private static double value(Tensor tensor, int index) {
        ByteBuffer data = tensor.data();
        return switch (tensor.type()) {
            case FLOAT32 -> data.getFloat(index * Float.BYTES);
            case FLOAT64 -> data.getDouble(index * Double.BYTES);
            case INT64 -> data.getLong(index * Long.BYTES);
            default ->
                throw new IllegalArgumentException(
                        "no test reads " + tensor.type().word());
        };
    }
}
