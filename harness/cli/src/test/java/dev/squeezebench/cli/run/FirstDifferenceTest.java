package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.cli.plan.UserInputs;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import dev.squeezebench.workloads.tensors.GivenInputs;
import dev.squeezebench.workloads.tensors.GivenOutputs;
import dev.squeezebench.workloads.tensors.NetworkTensors;
import dev.squeezebench.workloads.tensors.TensorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstDifferenceTest {
    private static final Path GOLDEN = GoldenFolders.of("squeezebert-mlm-zip");

    private final Path folder;

    FirstDifferenceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The golden's outputs with the first element of one of them changed. */
    private String sentence(String changed) throws IOException {
        List<Tensor> tensors = Safetensors.read(GOLDEN.resolve("io.safetensors")).stream()
                .map(tensor -> tensor.name().equals(changed) ? bent(tensor) : tensor)
                .toList();
        Path path = folder.resolve("io.safetensors");
        Safetensors.write(path, tensors);
        TensorFile file = TensorFile.open(path);
        TrainedNetwork trained = Checkpoint.open(GOLDEN).trained();
        GivenInputs inputs = GivenInputs.of(file, NetworkTensors.inputs());
        UserInputs given = new UserInputs(
                inputs.tensors(),
                inputs.sizes(),
                OptionalInt.empty(),
                Optional.of(new UserInputs.Expected(
                        "expect",
                        GivenOutputs.of(file, NetworkTensors.outputs(trained.network()), inputs)
                                .tensors(),
                        GivenOutputs.of(file, NetworkTensors.states(trained.network()), inputs)
                                .tensors(),
                        List.of())));
        return new FirstDifference(trained, given, OutputTolerance.ofNetwork(ElementType.FLOAT32))
                .sentence()
                .orElseThrow();
    }

    private static Tensor bent(Tensor tensor) {
        ByteBuffer data = ByteBuffer.allocate(tensor.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        data.put(tensor.data()).flip();
        data.putFloat(0, data.getFloat(0) + 0.5f);
        return new Tensor(tensor.name(), tensor.type(), tensor.shape(), data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden_states.0", "hidden_states.1", "hidden_states.2", "pooler_output"})
    void theFirstLayerThatDiffersIsNamedWithItsError(String layer) throws IOException {
        assertThat(sentence(layer)).contains("squeezebert-mlm-zip", "first at " + layer + ", by up to 0.500");
    }

    @Test
    void outputsThatTheReferenceAgreesWithLeaveOnlyTheRuntime() throws IOException {
        assertThat(sentence("nothing")).contains("it is the runtime that differs");
    }
}
