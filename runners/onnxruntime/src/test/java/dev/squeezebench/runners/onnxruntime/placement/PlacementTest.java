package dev.squeezebench.runners.onnxruntime.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.PlacedNode;
import dev.squeezebench.records.Warning;
import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TensorRT leaves nodes to CUDA, and both to the CPU; the profiles are as ONNX Runtime writes them. */
class PlacementTest {
    private Optional<Provider> row = Optional.empty();

    @BeforeEach
    void findTheRow() throws Exception {
        row = Optional.of(Provider.of("tensorrt"));
    }

    @Test
    void nodesThatTensorRtLeavesToCudaAreSaidAndDidNotFallBack() {
        AccelerationUse use = use("Tensorrt TRTKernel", "CUDA Gather", "CUDA MemcpyFromHost", "Tensorrt TRTKernel");
        assertThat(use.obtained()).hasValue("tensorrt");
        assertThat(use.placement()).isEqualTo(Map.of("tensorrt", 2, "cuda", 2));
        assertThat(use.fallbacks())
                .extracting(PlacedNode::kind, PlacedNode::on)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("Gather", "cuda"),
                        org.assertj.core.api.Assertions.tuple("MemcpyFromHost", "cuda"));
        assertThat(use.memoryCopies()).hasValue(1);
        assertThat(warnings(use)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("nodes_on_companion");
            assertThat(warning.message())
                    .isEqualTo("2 of 4 nodes ran on cuda, which computes on the same device what tensorrt leaves"
                            + " (Gather, MemcpyFromHost): see acceleration.fallbacks");
        });
        assertThat(use.strayNodes(row.orElseThrow().companions())).isZero();
    }

    @Test
    void nodesOnTheProcessorAreCountedApart() {
        AccelerationUse use = use("Tensorrt TRTKernel", "CUDA Gather", "CPU Shape");
        assertThat(use.placement()).isEqualTo(Map.of("tensorrt", 1, "cuda", 1, "cpu", 1));
        assertThat(warnings(use)).extracting(Warning::code).containsExactly("nodes_on_companion", "nodes_fell_back");
        assertThat(warnings(use).get(1).message()).startsWith("1 of 3 nodes did not run on tensorrt (Shape)");
        assertThat(use.strayNodes(row.orElseThrow().companions())).isEqualTo(1);
    }

    @Test
    void whereTensorRtTookNothingItWasNotObtained() {
        assertThat(use("CUDA Add").obtained()).hasValue("cuda");
        assertThat(use("CPU Add").obtained()).hasValue("cpu");
        assertThat(use().obtained()).isEmpty();
    }

    @Test
    void whatIsAppendedBehindItIsRecorded() throws Exception {
        SessionRequest request = new SessionRequest(Path.of("model.onnx"), "tensorrt", 1, Map.of(), Map.of());
        SessionSettings alone =
                Provider.settings(new SessionRequest(Path.of("model.onnx"), "cuda", 1, Map.of(), Map.of()));
        assertThat(Provider.settings(request).words()).containsEntry("tensorrt.leaves-to", "cuda");
        assertThat(alone.words()).doesNotContainKey("cuda.leaves-to");
    }

    /** By hand: a product of 48 FLOP on TensorRT's device, a convolution of 120 on the processor. */
    @Test
    void theShareOfTheArithmeticIsThatOfItsNodes() {
        Placement placement = shaped(
                "CUDA MatMul [1,2,3] [3,4] [1,2,4]",
                "CUDA Softmax [1,2,4] [1] [1,2,4]",
                "CPU Conv [1,4,5] [6,2,1] [1,6,5]");
        AccelerationUse use = placement.use(Optional.empty());
        assertThat(use.flopShare()).contains(FlopShare.exactly(48.0 / 168));
        assertThat(placement.warnings(use)).extracting(Warning::code).contains("partial");
        assertThat(placement.warnings(use))
                .extracting(Warning::message)
                .contains("28.6% of the arithmetic ran on cuda");
    }

    @Test
    void strayNodesWithoutArithmeticLeaveItWhole() {
        Placement placement = shaped("CUDA MatMul [1,2,3] [3,4] [1,2,4]", "CPU Gather [1,2,4] [1] [1,2,4]");
        AccelerationUse use = placement.use(Optional.empty());
        assertThat(use.flopShare()).contains(FlopShare.exactly(1));
        assertThat(placement.warnings(use)).extracting(Warning::code).containsExactly("nodes_fell_back");
    }

    @Test
    void anUnknownShareIsSaidToBeUnknown() {
        Placement placement = shaped("CUDA MatMul [1,2,3] [3,4] [1,2,4]", "CPU Attention [1,2,4] [1] [1,2,4]");
        AccelerationUse use = placement.use(Optional.empty());
        assertThat(use.flopShare()).isEmpty();
        assertThat(placement.warnings(use))
                .extracting(Warning::message)
                .contains("how much of the arithmetic ran on cuda is unknown: the runtime's profile does not tell it of"
                        + " every node");
    }

    /** Each node is its provider, its operator, the shapes of two inputs and of its output. */
    private static Placement shaped(String... nodes) {
        String profile = Arrays.stream(nodes)
                .map(node -> node.split(" "))
                .map(node -> event(0, node)
                        .replace(
                                "\"node_index\"",
                                "\"input_type_shape\":[{\"float\":" + node[2] + "},{\"float\":" + node[3]
                                        + "}],\"output_type_shape\":[{\"float\":" + node[4] + "}],\"node_index\""))
                .collect(Collectors.joining(",", "[", "]"));
        return new Placement(cuda(), NodeEvent.all(profile));
    }

    private static Provider cuda() {
        try {
            return Provider.of("cuda");
        } catch (dev.squeezebench.measure.runner.RunnerException e) {
            throw new AssertionError(e);
        }
    }

    private List<Warning> warnings(AccelerationUse use) {
        return new Placement(row.orElseThrow(), List.of()).warnings(use);
    }

    /** Each node is its provider and its operator. */
    private AccelerationUse use(String... nodes) {
        List<String> all = Arrays.asList(nodes);
        String profile = all.stream()
                .map(node -> event(all.indexOf(node), node.split(" ")))
                .collect(Collectors.joining(",", "[", "]"));
        return new Placement(row.orElseThrow(), NodeEvent.all(profile)).use(Optional.empty());
    }

    private static String event(int index, String... node) {
        return "{\"cat\":\"Node\",\"pid\":7,\"tid\":7,\"dur\":3,\"ts\":3,\"ph\":\"X\",\"name\":\"n" + index
                + "_kernel_time\",\"args\":{\"op_name\":\"" + node[1] + "\",\"provider\":\"" + node[0]
                + "ExecutionProvider\",\"node_index\":\"" + index + "\"}}";
    }
}
