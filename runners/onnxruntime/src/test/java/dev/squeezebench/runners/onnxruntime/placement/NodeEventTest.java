package dev.squeezebench.runners.onnxruntime.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.json.JsonFormatException;
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
                        new NodeEvent("/e/Gather", "Gather", "cpu"),
                        new NodeEvent("Memcpy", "MemcpyFromHost", "webgpu"),
                        new NodeEvent("/a/MatMul", "MatMul", "tensorrt"));
        assertThat(NodeEvent.all(PROFILE)).extracting(NodeEvent::isMemoryCopy).containsExactly(false, true, false);
    }

    @Test
    void aCutProfileIsNoProfile() {
        assertThatThrownBy(() -> NodeEvent.all(PROFILE.substring(0, 300))).isInstanceOf(JsonFormatException.class);
    }
}
