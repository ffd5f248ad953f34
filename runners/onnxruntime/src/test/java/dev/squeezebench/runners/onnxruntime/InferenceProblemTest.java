package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.squeezebench.measure.UnsupportedByRunnerException;
import org.junit.jupiter.api.Test;

class InferenceProblemTest {
    /** As the WebGPU provider of 1.29.0 said it on SwiftShader. */
    private static final String CAPTURED =
            "Error code - ORT_FAIL - message: Non-zero status code returned while running"
                    + " Gather node. Name:'embeddings/words' Status Message: shader_helper.cc:401 GenerateSourceCode Program"
                    + " Gather requires f16 but the device does not support it.";

    @Test
    void anAdapterWithoutFloat16IsUnsupportedWithTheRemedy() {
        assertThat(InferenceProblem.of(new OrtException(CAPTURED)))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage(
                        "the adapter computes no float16 (it lacks shader-f16): measure it in float32, or on another"
                                + " adapter");
    }

    @Test
    void everythingElseIsAFailureInTheRuntimesWords() {
        OrtException thrown = new OrtException("Error code - ORT_FAIL - message: out of memory");
        assertThat(InferenceProblem.of(thrown))
                .isNotInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage("ONNX Runtime failed in an inference: out of memory")
                .hasCause(thrown);
    }
}
