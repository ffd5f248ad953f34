package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import dev.squeezebench.runners.onnxruntime.vulkan.VulkanAdapters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every acceleration of this runner, one row each: those that we know more of by hand, then one for every other provider
 * that the Java API can append. Another one is another row and its word in {@code runner.properties}.
 *
 * <p>Sources: ONNX Runtime's {@code webgpu_provider_options.h}, {@code cuda_provider_options.h} and the documentation of
 * its execution providers.
 */
final class ProviderRows {
    /** The word of the CPU's row. */
    static final String CPU = "cpu";

    private static final String NO_GRAPH_CAPTURE =
            "outputs stay unfilled from the second inference on, without an error: Java's API cannot bind buffers";

    private static final List<NeededLibrary> CUDA_LIBRARIES = List.of(
            NeededLibrary.beside("libonnxruntime_providers_shared.so", "onnxruntime_gpu"),
            NeededLibrary.beside("libonnxruntime_providers_cuda.so", "onnxruntime_gpu"),
            NeededLibrary.installed("libcuda.so.1", "NVIDIA's driver"),
            NeededLibrary.installed("libcudart.so.12", "CUDA 12"),
            NeededLibrary.installed("libcublasLt.so.12", "CUDA 12"),
            NeededLibrary.installed("libcublas.so.12", "CUDA 12"),
            NeededLibrary.installed("libcurand.so.10", "CUDA 12"),
            NeededLibrary.installed("libcufft.so.11", "CUDA 12"),
            NeededLibrary.installed("libcudnn.so.9", "cuDNN 9"));

    private static final List<ProviderRow> BY_HAND = List.of(
            new ProviderRow(
                    CPU,
                    "CPU",
                    (options, settings) -> {}, // every session has it as its last resort
                    List.of(),
                    Map.of(),
                    Optional.empty(),
                    List.of(),
                    "use a platform that ONNX Runtime publishes libraries for, or name one by --native-library"),
            new ProviderRow(
                    "webgpu",
                    "WEBGPU",
                    // Linked when it is called: older versions lack it.
                    (options, settings) -> options.addWebGPU(settings),
                    List.of(
                            // Checks of every call, and integers on the CPU, are not what a user measures.
                            ProviderOption.choice(
                                    "webgpu.validation", "validationMode", "disabled", "wgpuOnly", "basic", "full"),
                            ProviderOption.choice("webgpu.int64", "enableInt64", "1", "0"),
                            ProviderOption.choice(
                                    "webgpu.layout", "preferredLayout", ProviderOption.LEFT, "NCHW", "NHWC"),
                            ProviderOption.choice(
                                    "webgpu.power",
                                    "powerPreference",
                                    ProviderOption.LEFT,
                                    "high-performance",
                                    "low-power"),
                            ProviderOption.choice(
                                    "webgpu.backend", "dawnBackendType", ProviderOption.LEFT, "Vulkan", "D3D12")),
                    Map.of("webgpu.graph-capture", NO_GRAPH_CAPTURE),
                    Optional.of(library -> VulkanAdapters.list(library.flatMap(GivenLibrary::vulkanLoader))),
                    List.of(),
                    "name a library that has it by --native-library: npm's package onnxruntime-node has one"),
            new ProviderRow(
                    "cuda",
                    "CUDA",
                    ProviderRows::appendCuda,
                    List.of(
                            ProviderOption.device("cuda.device"),
                            ProviderOption.bytes("cuda.memory-limit-bytes", "gpu_mem_limit"),
                            ProviderOption.choice("cuda.tf32", "use_tf32", ProviderOption.LEFT, "0", "1"),
                            ProviderOption.choice(
                                    "cuda.convolution-search",
                                    "cudnn_conv_algo_search",
                                    ProviderOption.LEFT,
                                    "EXHAUSTIVE",
                                    "HEURISTIC",
                                    "DEFAULT")),
                    Map.of("cuda.graph-capture", NO_GRAPH_CAPTURE),
                    Optional.empty(),
                    CUDA_LIBRARIES,
                    "name a library that has it by --native-library: onnxruntime_gpu has one, for CUDA 12"),
            new ProviderRow(
                    "tensorrt",
                    "TENSOR_RT",
                    ProviderRows::appendTensorRt,
                    List.of(
                            ProviderOption.device("tensorrt.device"),
                            ProviderOption.bytes("tensorrt.workspace-bytes", "trt_max_workspace_size"),
                            ProviderOption.choice("tensorrt.float16", "trt_fp16_enable", "0", "1")),
                    Map.of("tensorrt.graph-capture", NO_GRAPH_CAPTURE),
                    Optional.empty(),
                    Stream.concat(
                                    CUDA_LIBRARIES.stream(),
                                    Stream.of(
                                            NeededLibrary.beside(
                                                    "libonnxruntime_providers_tensorrt.so", "onnxruntime_gpu"),
                                            NeededLibrary.installed("libnvinfer.so.10", "TensorRT 10"),
                                            NeededLibrary.installed("libnvonnxparser.so.10", "TensorRT 10")))
                            .toList(),
                    "name a library that has it by --native-library: onnxruntime_gpu has one, for TensorRT 10"));

    static final List<ProviderRow> ALL =
            Stream.concat(BY_HAND.stream(), GeneratedRows.except(BY_HAND)).toList();

    private ProviderRows() {}

    /** The words of all rows. */
    static List<String> accelerations() {
        return ALL.stream().map(ProviderRow::acceleration).toList();
    }

    private static void appendCuda(SessionOptions options, Map<String, String> settings) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                cuda.add(setting.getKey(), setting.getValue());
            }
            options.addCUDA(cuda);
        }
    }

    private static void appendTensorRt(SessionOptions options, Map<String, String> settings) throws OrtException {
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions()) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                tensorRt.add(setting.getKey(), setting.getValue());
            }
            options.addTensorrt(tensorRt);
        }
    }
}
