package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lowering and fusion equals the original implementation, for its weights and its inputs. */
class OutputsAgainstOriginalTest {
    private static final double TOLERANCE = OutputsAgainstReferenceTest.TOLERANCE;
    private static final List<String> INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");

    private final Path folder;

    OutputsAgainstOriginalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> variants() {
        OnnxEmitter emitter = new OnnxEmitter();
        return Golden.all().flatMap(golden -> emitter.lowerings(golden.network()).stream()
                .flatMap(lowering -> emitter.fusions(golden.network(), lowering).stream()
                        .map(fusion -> Arguments.of(golden, lowering, fusion))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("variants")
    void everyVariantEqualsTheOriginalImplementation(Golden golden, String lowering, String fusion) throws Exception {
        Path model = EmittedModels.emit(folder, golden.network(), golden.weights(), lowering, fusion);
        List<Tensor> io = golden.io();
        double error = new OutputError(OutputError.named(io, "attention_mask")).largest(run(model, io), io);
        System.out.println(String.format(Locale.ROOT, "%-24s %-15s %-16s %.1e", golden, lowering, fusion, error));
        List<String> differ = error < TOLERANCE ? List.of() : layersThatDiffer(model, golden, io);
        assertThat(error).as("layers that differ: %s", differ).isLessThan(TOLERANCE);
    }

    @Test
    void theFirstLayerThatDiffersIsNamed() throws Exception {
        Golden golden = Golden.named("squeezebert-safetensors");
        Network network = golden.network();
        Parameter spoilt = network.blocks().get(1).output().bias();
        Weights right = golden.weights();
        Weights wrong = new Weights() {
            @Override
            public String provenance() {
                return "spoilt";
            }

            @Override
            public float[] read(Parameter parameter) throws java.io.IOException {
                float[] values = right.read(parameter);
                values[0] += parameter.equals(spoilt) ? 1 : 0;
                return values;
            }
        };
        Path model = EmittedModels.emit(folder, network, wrong, "conv", "none");
        assertThat(layersThatDiffer(model, golden, golden.io())).containsExactly("last_hidden_state");
    }

    /** Looks at the output of each layer, in the order of the computation. */
    private static List<String> layersThatDiffer(Path model, Golden golden, List<Tensor> io) throws Exception {
        int depth = golden.network().blocks().size();
        ModelProto.Builder watched = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        for (int layer = 0; layer < depth; layer++) {
            watched.getGraphBuilder()
                    .addOutputBuilder()
                    .setName("hidden_states." + layer)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber())));
        }
        Path file = Files.write(
                model.resolveSibling("watched.onnx"), watched.build().toByteArray());
        List<Tensor> outputs = run(file, io);
        OutputError error = new OutputError(OutputError.named(io, "attention_mask"));
        return outputs.stream()
                .filter(output -> output.shape().size() == 3)
                .filter(output -> error.largest(output, OutputError.named(io, output.name())) >= TOLERANCE)
                .map(Tensor::name)
                .sorted()
                .toList();
    }

    private static List<Tensor> run(Path model, List<Tensor> io) throws Exception {
        try (Session session = EmittedModels.open(model)) {
            session.bind(
                    io.stream().filter(tensor -> INPUTS.contains(tensor.name())).toList());
            session.invoke();
            return session.outputs();
        }
    }
}
