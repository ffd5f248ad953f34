package dev.squeezebench.runners.onnxruntime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.runners.onnxruntime.EmittedModels;
import dev.squeezebench.runners.onnxruntime.adapter.VulkanAdapters;
import dev.squeezebench.runners.onnxruntime.library.GivenLibrary;
import dev.squeezebench.runners.onnxruntime.provider.NeededLibrary;
import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.provider.ProviderAdapters;
import dev.squeezebench.runners.onnxruntime.provider.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code list} says of machines that lack something. The rows are called like the provider that every library holds,
 * so that the probe comes to the point where the runtime refuses; what it throws then are its own words.
 */
class ProviderProbeTest {
    private static final String NO_CUDA = "Error code - ORT_EP_FAIL - message: Failed to find CUDA shared provider";
    private static final String NO_ADAPTER =
            "Error code - ORT_FAIL - message: /onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:100"
                    + " onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)"
                    + "::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a"
                    + " WebGPU adapter: No supported adapters";

    private final Path folder;

    ProviderProbeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void load() throws Exception {
        EmittedModels.RUNNER.initialize();
    }

    @Test
    void whereCudaIsAbsentEveryLibraryOfItIsNamed() throws Exception {
        GivenLibrary library = withCudaProvider();
        Availability.Unusable unusable =
                probe(library, file -> file.equals("libcuda.so.1") || file.equals("libcudnn.so.9"), cuda());
        assertThat(unusable.reason())
                .isEqualTo("needs libcudart.so.12 (CUDA 12), libcublasLt.so.12 (CUDA 12), libcublas.so.12 (CUDA 12),"
                        + " libcurand.so.10 (CUDA 12), libcufft.so.11 (CUDA 12): not found");
        assertThat(unusable.remedy()).startsWith("install them where the system's linker looks");
        assertThat(unusable.elsewhere()).isTrue();
    }

    @Test
    void whereCudnnAloneIsAbsentItAloneIsNamed() throws Exception {
        Availability.Unusable unusable = probe(withCudaProvider(), file -> !file.equals("libcudnn.so.9"), cuda());
        assertThat(unusable.reason()).isEqualTo("needs libcudnn.so.9 (cuDNN 9): not found");
        assertThat(unusable.elsewhere()).isTrue();
    }

    @Test
    void aPackageForTheCpuLacksTheProvidersLibraries() throws Exception {
        GivenLibrary library = new GivenLibrary(Files.createFile(folder.resolve("libonnxruntime.so")));
        assertThat(probe(library, file -> true, cuda()).reason())
                .isEqualTo("needs libonnxruntime_providers_shared.so (onnxruntime_gpu),"
                        + " libonnxruntime_providers_cuda.so (onnxruntime_gpu): not found");
    }

    @Test
    void whereNothingIsMissingTheRuntimesOwnWordsStand() throws Exception {
        Availability.Unusable unusable = probe(withCudaProvider(), file -> true, cuda());
        assertThat(unusable.reason()).isEqualTo("ONNX Runtime cannot use cuda: Failed to find CUDA shared provider");
        assertThat(unusable.elsewhere()).isTrue();
    }

    @Test
    void withoutAVulkanLoaderThatIsTheReason() throws Exception {
        Path none = folder.resolve("libvulkan.so.1");
        Availability.Unusable unusable =
                probe(withCudaProvider(), file -> true, webGpu(library -> VulkanAdapters.list(Optional.of(none))));
        assertThat(unusable.reason()).isEqualTo("no device for webgpu: no Vulkan loader (libvulkan.so.1)");
        assertThat(unusable.remedy()).startsWith("install it (Debian: libvulkan1,");
        assertThat(unusable.elsewhere()).isTrue();
    }

    @Test
    void aDeviceThatVulkanHasAndTheRuntimeRefusesIsNamed() throws Exception {
        Adapter old = new Adapter("Old card", "Somebody", Adapter.Type.DISCRETE, "driver 1", "Vulkan 1.0.0");
        Availability.Unusable unusable = probe(withCudaProvider(), file -> true, webGpu(library -> List.of(old)));
        assertThat(unusable.reason())
                .isEqualTo("webgpu takes no device: there is Old card, but Failed to get a WebGPU adapter: No supported"
                        + " adapters");
        assertThat(unusable.elsewhere()).isTrue();
    }

    private static Availability.Unusable probe(GivenLibrary library, Predicate<String> opens, Provider provider)
            throws Exception {
        Availability answer = new ProviderProbe(OrtEnvironment.getEnvironment(), Optional.of(library), opens)
                .probe(provider, Map.of());
        assertThat(answer).isInstanceOf(Availability.Unusable.class);
        return (Availability.Unusable) answer;
    }

    private GivenLibrary withCudaProvider() throws Exception {
        for (String file : List.of("libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so")) {
            Files.createFile(folder.resolve(file));
        }
        return new GivenLibrary(Files.createFile(folder.resolve("libonnxruntime.so")));
    }

    private static Provider cuda() throws Exception {
        return refusing("cuda", NO_CUDA, Optional.empty(), Provider.of("cuda").libraries());
    }

    private static Provider webGpu(ProviderAdapters.AdapterList adapters) {
        return refusing("webgpu", NO_ADAPTER, Optional.of(new ProviderAdapters(adapters, Optional.empty())), List.of());
    }

    private static Provider refusing(
            String word, String words, Optional<ProviderAdapters> adapters, List<NeededLibrary> libraries) {
        return new Provider(
                word,
                "CPU",
                Provider.Place.DEVICE,
                (options, settings) -> {
                    throw new OrtException(words);
                },
                Optional.empty(),
                List.of(),
                Map.of(),
                adapters,
                libraries,
                "none");
    }

    /** The runtime's own CPU plays a device with two of a kind, of which an option takes the second. */
    @Test
    void theDeviceThatAnOptionChoosesIsNamed() throws Exception {
        Adapter first = new Adapter("First", "Maker", Adapter.Type.DISCRETE, "driver 1", "CUDA 12.0");
        Adapter second = new Adapter("Second", "Maker", Adapter.Type.DISCRETE, "driver 1", "CUDA 12.0");
        Provider cuda = new Provider(
                Providers.CPU,
                "CPU",
                Provider.Place.DEVICE,
                (options, settings) -> {},
                Optional.empty(),
                Provider.of("cuda").options(),
                Map.of(),
                Optional.of(new ProviderAdapters(library -> List.of(first, second), Optional.of("cuda.device"))),
                List.of(),
                "none");
        ProviderProbe probe = new ProviderProbe(OrtEnvironment.getEnvironment(), Optional.empty());

        assertThat(adapters(probe.probe(cuda, Map.of()))).containsExactly(first);
        assertThat(adapters(probe.probe(cuda, Map.of("cuda.device", "1", "spinning", "off"))))
                .containsExactly(second);
    }

    private static List<Adapter> adapters(Availability answer) {
        assertThat(answer).isInstanceOf(Availability.Usable.class);
        return ((Availability.Usable) answer).adapters();
    }

    @Test
    void theProbeModelIsOneAddition() throws Exception {
        ModelProto model = ModelProto.parseFrom(ProbeModel.bytes());
        assertThat(model.getGraph().getNodeList()).singleElement().satisfies(node -> {
            assertThat(node.getOpType()).isEqualTo("Add");
            assertThat(node.getInputList()).containsExactly("x", "x");
        });
        assertThat(model.toByteArray()).isEqualTo(ProbeModel.bytes());
    }
}
