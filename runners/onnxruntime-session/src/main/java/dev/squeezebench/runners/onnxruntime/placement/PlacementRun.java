package dev.squeezebench.runners.onnxruntime.placement;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.NodePlacement;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out where the nodes of a graph run: one inference in another session, with the runtime's profile on. A profiled
 * session is slower, so no latency comes from it; and it runs after the measured one, so that what it compiles is not
 * missing in that one's first inference.
 *
 * @param environment the runtime
 * @param model the model file
 * @param settings those of the measured session
 * @param provider the execution provider
 * @param adapters the devices that it may compute on, as a probe found them
 */
public record PlacementRun(
        OrtEnvironment environment,
        Path model,
        SessionSettings settings,
        SessionProvider provider,
        List<Adapter> adapters) {
    public PlacementRun {
        adapters = List.copyOf(adapters);
    }

    /** Runs the graph on these inputs; there is a warning for what could not be found out. */
    public NodePlacement on(Map<String, OnnxTensor> inputs) {
        List<Warning> warnings = new ArrayList<>();
        List<NodeEvent> nodes = List.of();
        try {
            nodes = NodeEvent.all(profile(inputs));
        } catch (OrtException | IOException | JsonFormatException e) {
            warnings.add(WarningCode.PLACEMENT_UNKNOWN.warning(
                    "could not determine where the nodes ran: " + Messages.firstLine(e),
                    "measure again, and report it if it stays so"));
        }
        Placement placement = new Placement(provider, nodes);
        AccelerationUse use = placement.use(adapter(warnings));
        warnings.addAll(placement.warnings(use));
        return new NodePlacement(use, provider.companions(), warnings);
    }

    private String profile(Map<String, OnnxTensor> inputs) throws OrtException, IOException {
        Path folder = Files.createTempDirectory("squeezebench-placement");
        Optional<Path> file = Optional.empty();
        try (SessionOptions options = settings.open()) {
            options.enableProfiling(folder.resolve("profile").toString());
            try (OrtSession session = environment.createSession(model.toString(), options)) {
                session.run(inputs).close();
                file = Optional.of(Paths.get(session.endProfiling()));
                return new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8);
            }
        } finally {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
            folder.toFile().delete();
        }
    }

    /** The device, where it is known; the runtime itself never says which one it took. */
    private Optional<Adapter> adapter(List<Warning> warnings) {
        if (adapters.size() == 1) {
            return Optional.of(adapters.get(0));
        }
        if (provider.isOnDevice()) {
            String names = adapters.stream().map(Adapter::name).collect(Collectors.joining(", "));
            warnings.add(WarningCode.ADAPTER_UNKNOWN.warning(
                    "could not determine which device " + provider.acceleration() + " used"
                            + (names.isEmpty() ? "" : "; it is one of " + names),
                    names.isEmpty()
                            ? "make sure that it is a GPU before its numbers are called a GPU's"
                            : "use Vulkan's loader 1.3.212 or newer, such as a libvulkan.so.1 beside the library of"
                                    + " --native-library; or let it see one device only, by VK_DRIVER_FILES"));
        }
        return Optional.empty();
    }
}
