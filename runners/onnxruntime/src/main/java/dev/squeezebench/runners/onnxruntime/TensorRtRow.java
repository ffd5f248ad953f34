package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import com.google.auto.service.AutoService;
import dev.squeezebench.runners.onnxruntime.adapter.CudaAdapters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** NVIDIA's GPUs by TensorRT. Source: ONNX Runtime's {@code tensorrt_provider_options.h}. */
@AutoService(RowSource.class)
public final class TensorRtRow implements RowSource {
    private static final List<NeededLibrary> LIBRARIES = Stream.concat(
                    CudaRow.LIBRARIES.stream(),
                    Stream.of(
                            NeededLibrary.beside("libonnxruntime_providers_tensorrt.so", "onnxruntime_gpu"),
                            NeededLibrary.installed("libnvinfer.so.10", "TensorRT 10"),
                            NeededLibrary.installed("libnvonnxparser.so.10", "TensorRT 10")))
            .toList();

    @Override
    public ProviderRow row() {
        return new ProviderRow(
                "tensorrt",
                "TENSOR_RT",
                ProviderRow.Place.DEVICE,
                TensorRtRow::append,
                // As ONNX Runtime recommends: else the processor would compute what TensorRT does not take.
                Optional.of(new ProviderRow.Companion("cuda", TensorRtRow::appendCuda)),
                List.of(
                        ProviderOption.device("tensorrt.device"),
                        ProviderOption.bytes("tensorrt.workspace-bytes", "trt_max_workspace_size"),
                        ProviderOption.choice("tensorrt.float16", "trt_fp16_enable", "0", "1")),
                Map.of("tensorrt.graph-capture", ProviderOption.NO_GRAPH_CAPTURE),
                Optional.of(new ProviderAdapters(
                        library -> CudaAdapters.list(), new ProviderAdapters.Choice.ByNumber("tensorrt.device"))),
                LIBRARIES,
                "add --native-library onnxruntime_gpu: it is fetched (over 600 MB), and needs CUDA 12, cuDNN 9 and TensorRT 10");
    }

    private static void append(SessionOptions options, Map<String, String> settings) throws OrtException {
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions()) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                tensorRt.add(setting.getKey(), setting.getValue());
            }
            options.addTensorrt(tensorRt);
        }
    }

    /** On the same device. */
    private static void appendCuda(SessionOptions options, Map<String, String> settings) throws OrtException {
        CudaRow.append(options, Map.of(ProviderOption.DEVICE, settings.getOrDefault(ProviderOption.DEVICE, "0")));
    }
}
