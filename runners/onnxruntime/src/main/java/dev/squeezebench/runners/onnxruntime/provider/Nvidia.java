package dev.squeezebench.runners.onnxruntime.provider;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import dev.squeezebench.runners.onnxruntime.adapter.CudaAdapters;
import dev.squeezebench.runners.onnxruntime.settings.ProviderOption;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The providers for NVIDIA's GPUs: CUDA with cuDNN, and TensorRT. Sources: ONNX Runtime's {@code cuda_provider_options.h} and
 * {@code tensorrt_provider_options.h}.
 */
final class Nvidia {
    /** What CUDA and TensorRT call a device's number. */
    private static final String DEVICE = "device_id";

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

    private static final List<NeededLibrary> TENSOR_RT_LIBRARIES = Stream.concat(
                    CUDA_LIBRARIES.stream(),
                    Stream.of(
                            NeededLibrary.beside("libonnxruntime_providers_tensorrt.so", "onnxruntime_gpu"),
                            NeededLibrary.installed("libnvinfer.so.10", "TensorRT 10"),
                            NeededLibrary.installed("libnvonnxparser.so.10", "TensorRT 10")))
            .toList();

    static final Provider CUDA = new Provider(
            "cuda",
            "CUDA",
            Provider.Place.DEVICE,
            Nvidia::appendCuda,
            Optional.empty(),
            List.of(
                    ProviderOption.number("cuda.device", DEVICE),
                    ProviderOption.bytes("cuda.memory-limit-bytes", "gpu_mem_limit"),
                    ProviderOption.choice("cuda.tf32", "use_tf32", ProviderOption.LEFT, "0", "1"),
                    ProviderOption.choice(
                            "cuda.convolution-search",
                            "cudnn_conv_algo_search",
                            ProviderOption.LEFT,
                            "EXHAUSTIVE",
                            "HEURISTIC",
                            "DEFAULT")),
            Map.of("cuda.graph-capture", ProviderOption.NO_GRAPH_CAPTURE),
            Optional.of(new ProviderAdapters(library -> CudaAdapters.list(), Optional.of("cuda.device"))),
            CUDA_LIBRARIES,
            "add --native-library onnxruntime_gpu: it is fetched (over 600 MB), and needs CUDA 12 and cuDNN 9");

    static final Provider TENSOR_RT = new Provider(
            "tensorrt",
            "TENSOR_RT",
            Provider.Place.DEVICE,
            Nvidia::appendTensorRt,
            // As ONNX Runtime recommends: else the processor would compute what TensorRT does not take.
            Optional.of(new SessionProvider.Companion(
                    "cuda",
                    (options, settings) -> appendCuda(options, Map.of(DEVICE, settings.getOrDefault(DEVICE, "0"))))),
            List.of(
                    ProviderOption.number("tensorrt.device", DEVICE),
                    ProviderOption.bytes("tensorrt.workspace-bytes", "trt_max_workspace_size"),
                    ProviderOption.choice("tensorrt.float16", "trt_fp16_enable", "0", "1")),
            Map.of("tensorrt.graph-capture", ProviderOption.NO_GRAPH_CAPTURE),
            Optional.of(new ProviderAdapters(library -> CudaAdapters.list(), Optional.of("tensorrt.device"))),
            TENSOR_RT_LIBRARIES,
            "add --native-library onnxruntime_gpu: it is fetched (over 600 MB), and needs CUDA 12, cuDNN 9 and TensorRT 10");

    private Nvidia() {}

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
