package dev.squeezebench.runners.onnxruntime.facts;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.squeezebench.measure.runner.OutOfDeviceMemoryException;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeProblemTest {
    /** As the WebGPU provider of 1.29.0 said it on SwiftShader. */
    private static final String CAPTURED =
            "Error code - ORT_FAIL - message: Non-zero status code returned while running"
                    + " Gather node. Name:'embeddings/words' Status Message: shader_helper.cc:401 GenerateSourceCode Program"
                    + " Gather requires f16 but the device does not support it.";

    @Test
    void anAdapterWithoutFloat16IsUnsupportedWithTheRemedy() {
        assertThat(problem(CAPTURED))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage(
                        "the adapter computes no float16 (it lacks shader-f16): measure it in float32, or on another"
                                + " adapter");
    }

    @Test
    void everythingElseIsAFailureInTheRuntimesWords() {
        OrtException thrown = new OrtException("Error code - ORT_FAIL - message: the kernel is gone");
        assertThat(RuntimeProblem.of(thrown, "cuda", "ONNX Runtime failed in an inference"))
                .isExactlyInstanceOf(RunnerException.class)
                .hasMessage("ONNX Runtime failed in an inference: the kernel is gone")
                .hasCause(thrown);
    }

    /** The words are those of the sources of ONNX Runtime, CUDA, cuBLAS, cuDNN and Vulkan. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 4831838208",
                "BFCArena::AllocateRawInternal Available memory of 512 is smaller than requested bytes of 1024",
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=h ; expr=cudaMalloc((void**)&p, size);",
                "CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0",
                "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0",
                "vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY"
            })
    void aFullDeviceIsToldWithTheRemedy(String words) {
        assertThat(problem("Error code - ORT_RUNTIME_EXCEPTION - message: " + words))
                .isInstanceOf(OutOfDeviceMemoryException.class)
                .hasMessage("out of memory on cuda (" + words
                        + "): measure a smaller --batch or --sequence-length, or end what else uses that memory");
    }

    @Test
    void aLongMessageKeepsItsEndWhichSaysWhy() {
        assertThat(problem(
                        "Error code - ORT_FAIL - message: Non-zero status code returned while running LSTM node. Name:'"
                                + "n".repeat(400)
                                + "' Status Message: Input X must have 3 dimensions only. Actual:{1,64}"))
                .hasMessageStartingWith(
                        "ONNX Runtime failed in an inference: Non-zero status code returned while running LSTM")
                .hasMessageEndingWith("Input X must have 3 dimensions only. Actual:{1,64}");
    }

    /** As 1.29.0 said it of a model of the version after the next. */
    @Test
    void aModelOfALaterVersionIsUnsupportedWithTheRemedy() {
        assertThat(problem("Error code - ORT_FAIL - message: Load model from /a folder/ir14.onnx failed:"
                        + "/onnxruntime_src/onnxruntime/core/graph/model.cc:192 onnxruntime::Model::Model(onnx::ModelProto&&,"
                        + " const onnxruntime::PathString&, const onnxruntime::IOnnxRuntimeOpSchemaRegistryList*, const"
                        + " onnxruntime::logging::Logger&, const onnxruntime::ModelOptions&) Unsupported model IR version:"
                        + " 14, max supported IR version: 13"))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage(
                        "ONNX Runtime of this version does not take the model: Unsupported model IR version: 14, max"
                                + " supported IR version: 13; try another version of it by --runtime");
    }

    /** Files, lines and functions as GCC and Microsoft's compiler write them, at the beginning and in the middle. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/src/core/a.cc:7 void onnxruntime::A::B(const std::vector<int>&, std::function<void(int)>) const Why it is.|"
                        + "Why it is.",
                "/src/core/a.cc:7 onnxruntime::Status onnxruntime::A::operator()(int) const [with T = float; X = (int)1] x > 0 was"
                        + " false. Why.|Why.",
                "Exception during initialization: /src/core/a.h:12 T* onnxruntime::A::B(int)::<lambda()> Why (really).|"
                        + "Exception during initialization: Why (really).",
                "D:\\a\\_work\\1\\s\\core\\a.cc:7 onnxruntime::A::B Why (really).|Why (really).",
                "/src/core/a.cc:7 Why it is (really).|Why it is (really).",
                "read /data/a.cc of b::c(d)|read /data/a.cc of b::c(d)"
            })
    void placesInTheRuntimesSourceAreLeftOut(String words, String left) {
        assertThat(problem(words)).hasMessage("ONNX Runtime failed in an inference: " + left);
    }

    private static RunnerException problem(String message) {
        return RuntimeProblem.of(new OrtException(message), "cuda", "ONNX Runtime failed in an inference");
    }
}
