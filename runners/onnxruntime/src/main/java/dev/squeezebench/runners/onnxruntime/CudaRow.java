package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import com.google.auto.service.AutoService;
import dev.squeezebench.runners.onnxruntime.adapter.CudaAdapters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** NVIDIA's GPUs by CUDA and cuDNN. Source: ONNX Runtime's {@code cuda_provider_options.h}. */
@AutoService(RowSource.class)
public final class CudaRow implements RowSource {
    static final List<NeededLibrary> LIBRARIES = List.of(
            NeededLibrary.beside("libonnxruntime_providers_shared.so", "onnxruntime_gpu"),
            NeededLibrary.beside("libonnxruntime_providers_cuda.so", "onnxruntime_gpu"),
            NeededLibrary.installed("libcuda.so.1", "NVIDIA's driver"),
            NeededLibrary.installed("libcudart.so.12", "CUDA 12"),
            NeededLibrary.installed("libcublasLt.so.12", "CUDA 12"),
            NeededLibrary.installed("libcublas.so.12", "CUDA 12"),
            NeededLibrary.installed("libcurand.so.10", "CUDA 12"),
            NeededLibrary.installed("libcufft.so.11", "CUDA 12"),
            NeededLibrary.installed("libcudnn.so.9", "cuDNN 9"));

    @Override
    public ProviderRow row() {
        return new ProviderRow(
                "cuda",
                "CUDA",
                ProviderRow.Place.DEVICE,
                CudaRow::append,
                Optional.empty(),
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
                Map.of("cuda.graph-capture", ProviderOption.NO_GRAPH_CAPTURE),
                Optional.of(new ProviderAdapters(
                        library -> CudaAdapters.list(), new ProviderAdapters.Choice.ByNumber("cuda.device"))),
                LIBRARIES,
                "add --native-library onnxruntime_gpu: it is fetched (over 600 MB), and needs CUDA 12 and cuDNN 9");
    }

    static void append(SessionOptions options, Map<String, String> settings) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                cuda.add(setting.getKey(), setting.getValue());
            }
            options.addCUDA(cuda);
        }
    }
}
