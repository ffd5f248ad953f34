package dev.squeezebench.runners.onnxruntime.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.json.JsonFormatException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NodeEventTest {
    /** Lines as ONNX Runtime 1.29.0 writes them, shortened. */
    private static final String PROFILE = """
            [
            {"cat" : "Session","pid" :7,"tid" :7,"dur" :9,"ts" :1,"ph" : "X","name" :"model_loading_uri","args" : {}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :1,"ts" :2,"ph" : "X","name" :"/e/Gather_fence_before","args" : {"op_name" : "Gather"}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :3,"ts" :3,"ph" : "X","name" :"/e/Gather_kernel_time","args" : {"op_name" : "Gather","provider" : "CPUExecutionProvider","node_index" : "0"}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :3,"ts" :4,"ph" : "X","name" :"Memcpy_kernel_time","args" : {"op_name" : "MemcpyFromHost","provider" : "WebGpuExecutionProvider"}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :3,"ts" :5,"ph" : "X","name" :"/a/MatMul_kernel_time","args" : {"op_name" : "MatMul","provider" : "TensorrtExecutionProvider"}}
            ]
            """;

    @Test
    void nodesAreThoseThatRanWithTheWordsOfOurTargets() {
        assertThat(NodeEvent.all(PROFILE))
                .containsExactly(
                        new NodeEvent("/e/Gather", "Gather", "cpu", OptionalDouble.of(0)),
                        new NodeEvent("Memcpy", "MemcpyFromHost", "webgpu", OptionalDouble.of(0)),
                        new NodeEvent("/a/MatMul", "MatMul", "tensorrt", OptionalDouble.empty()));
        assertThat(NodeEvent.all(PROFILE)).extracting(NodeEvent::isMemoryCopy).containsExactly(false, true, false);
    }

    /** By hand: 2 x 4 outputs of 3 products each; 6 x 5 of 2; 7 x 4 of 3, its first input transposed. */
    @Test
    void theArithmeticOfProductsAndConvolutionsIsKnownByTheirShapes() {
        assertThat(flop("MatMul", "[{\"float\":[1,2,3]},{\"float\":[3,4]}]", "[{\"float\":[1,2,4]}]"))
                .hasValue(2 * 2 * 4 * 3);
        assertThat(flop("FusedMatMul", "[{\"float16\":[1,2,3]}]", "[{\"float16\":[1,2,4]}]"))
                .hasValue(2 * 2 * 4 * 3);
        assertThat(flop("Conv", "[{\"float\":[1,4,5]},{\"float\":[6,2,1]},{\"float\":[6]}]", "[{\"float\":[1,6,5]}]"))
                .hasValue(2 * 6 * 5 * 2);
        assertThat(flop("Gemm", "[{\"float\":[3,7]},{\"float\":[3,4]}]", "[{\"float\":[7,4]}]"))
                .hasValue(2 * 7 * 4 * 3);
        assertThat(flop("Softmax", "[{\"float\":[1,2,3]}]", "[{\"float\":[1,2,3]}]"))
                .hasValue(0);
    }

    @Test
    void whatTheProfileLacksIsUnknown() {
        assertThat(flop("Conv", "[{\"float\":[1,4,5]},{\"float\":[6]}]", "[{\"float\":[1,6,5]}]"))
                .isEmpty();
        assertThat(flop("MultiHeadAttention", "[{\"float\":[1,4,5]}]", "[{\"float\":[1,4,5]}]"))
                .isEmpty();
        assertThat(flop("TRTKernel_graph_main", "[{\"float\":[1,4,5]}]", "[{\"float\":[1,4,5]}]"))
                .isEmpty();
        assertThat(flop("NNAPI_14321887201325464213_3", "[{\"float\":[1,4,5]}]", "[{\"float\":[1,4,5]}]"))
                .isEmpty();
    }

    private static OptionalDouble flop(String kind, String inputs, String outputs) {
        String event = "[{\"cat\":\"Node\",\"name\":\"n_kernel_time\",\"args\":{\"op_name\":\"" + kind
                + "\",\"provider\":\"CPUExecutionProvider\",\"input_type_shape\":" + inputs
                + ",\"output_type_shape\":" + outputs + "}}]";
        return NodeEvent.all(event).get(0).flop();
    }

    @Test
    void aCutProfileIsNoProfile() {
        assertThatThrownBy(() -> NodeEvent.all(PROFILE.substring(0, 300))).isInstanceOf(JsonFormatException.class);
    }
}
