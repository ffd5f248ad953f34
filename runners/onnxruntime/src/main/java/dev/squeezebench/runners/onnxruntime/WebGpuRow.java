package dev.squeezebench.runners.onnxruntime;

import com.google.auto.service.AutoService;
import dev.squeezebench.runners.onnxruntime.adapter.VulkanAdapters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** WebGPU by Dawn, on Vulkan here. Source: ONNX Runtime's {@code webgpu_provider_options.h}. */
@AutoService(RowSource.class)
public final class WebGpuRow implements RowSource {
    @Override
    public ProviderRow row() {
        return new ProviderRow(
                "webgpu",
                "WEBGPU",
                ProviderRow.Place.DEVICE,
                // Linked when it is called: older versions lack it.
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
                adapters(),
                List.of(),
                "name a library that has it: --native-library DIR with npm's package onnxruntime-node, see docs/gpu.md");
    }

    /** Elsewhere it is on other interfaces than Vulkan. */
    private static Optional<ProviderAdapters> adapters() {
        return com.sun.jna.Platform.isLinux()
                ? Optional.of(new ProviderAdapters(
                        library -> VulkanAdapters.list(library.flatMap(GivenLibrary::vulkanLoader)),
                        new ProviderAdapters.Choice.ByVulkansLog()))
                : Optional.empty();
    }
}
