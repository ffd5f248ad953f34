package dev.squeezebench.runners.onnxruntime.provider;

import dev.squeezebench.runners.onnxruntime.adapter.VulkanAdapters;
import dev.squeezebench.runners.onnxruntime.library.GivenLibrary;
import dev.squeezebench.runners.onnxruntime.provider.Provider.Place;
import dev.squeezebench.runners.onnxruntime.settings.ProviderOption;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider.Appender;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every acceleration of this runner, one row each: every provider that ONNX Runtime's Java API can append. {@code
 * runner.properties} has the same words in the same order, since the command reads them there and never loads this runner.
 *
 * <p>What appends a provider is linked when it is called: older versions of the Java API lack some.
 */
public final class Providers {
    /** The word of the CPU provider. */
    public static final String CPU = SessionProvider.CPU;

    /** The CPU, then those with settings of their own, then the others. */
    public static final List<Provider> ALL = List.of(
            Provider.plain(
                    CPU,
                    "CPU",
                    Place.PROCESSOR,
                    (options, settings) -> {}, // every session has it as its last resort
                    "use a platform that ONNX Runtime publishes libraries for, or name one by --native-library"),
            Nvidia.CUDA,
            Nvidia.TENSOR_RT,
            webGpu(),
            other("acl", "ACL", Place.PROCESSOR, (options, settings) -> options.addACL(false)),
            other("coreml", "CORE_ML", Place.DEVICE, (options, settings) -> options.addCoreML()),
            other("directml", "DIRECT_ML", Place.DEVICE, (options, settings) -> options.addDirectML(0)),
            other("dnnl", "DNNL", Place.PROCESSOR, (options, settings) -> options.addDnnl(false)),
            other("nnapi", "NNAPI", Place.DEVICE, (options, settings) -> options.addNnapi()),
            other("openvino", "OPEN_VINO", Place.DEVICE, (options, settings) -> options.addOpenVINO("")),
            other("qnn", "QNN", Place.DEVICE, (options, settings) -> options.addQnn(settings)),
            other("rocm", "ROCM", Place.DEVICE, (options, settings) -> options.addROCM()),
            other("xnnpack", "XNNPACK", Place.PROCESSOR, (options, settings) -> options.addXnnpack(settings)));

    private Providers() {}

    /** WebGPU by Dawn, on Vulkan on Linux. Source: ONNX Runtime's {@code webgpu_provider_options.h}. */
    private static Provider webGpu() {
        return new Provider(
                "webgpu",
                "WEBGPU",
                Place.DEVICE,
                (options, settings) -> options.addWebGPU(settings),
                Optional.empty(),
                List.of(
                        // Checks of every call, and integers on the CPU, are not what a user measures.
                        ProviderOption.choice(
                                "webgpu.validation", "validationMode", "disabled", "wgpuOnly", "basic", "full"),
                        ProviderOption.choice("webgpu.int64", "enableInt64", "1", "0"),
                        ProviderOption.choice("webgpu.layout", "preferredLayout", ProviderOption.LEFT, "NCHW", "NHWC"),
                        ProviderOption.choice(
                                "webgpu.power",
                                "powerPreference",
                                ProviderOption.LEFT,
                                "high-performance",
                                "low-power"),
                        ProviderOption.choice(
                                "webgpu.backend", "dawnBackendType", ProviderOption.LEFT, "Vulkan", "D3D12")),
                Map.of("webgpu.graph-capture", ProviderOption.NO_GRAPH_CAPTURE),
                com.sun.jna.Platform.isLinux()
                        ? Optional.of(new ProviderAdapters(
                                library -> VulkanAdapters.list(library.flatMap(GivenLibrary::vulkanLoader)),
                                Optional.empty()))
                        : Optional.empty(),
                List.of(),
                "name a library that has it: --native-library DIR with npm's package onnxruntime-node, see docs/gpu.md");
    }

    private static Provider other(String acceleration, String name, Place place, Appender append) {
        return Provider.plain(
                acceleration,
                name,
                place,
                append,
                "build ONNX Runtime with " + acceleration + " and name its library by --native-library");
    }

    /** The words of all. */
    public static List<String> accelerations() {
        return ALL.stream().map(Provider::acceleration).toList();
    }
}
