package dev.squeezebench.runners.onnxruntime;

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
import dev.squeezebench.runners.onnxruntime.adapter.AdapterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds out where the nodes of a graph run: one inference in a session of its own, with the runtime's profile on. A
 * profiled session is slower, so no latency comes from it; and it runs after the measured one, so that what it compiles
 * is not missing in that one's first inference.
 *
 * @param environment the runtime
 * @param model the model file
 * @param settings those of the measured session
 * @param row the execution provider
 * @param library the library that the user named
 * @param logged the device that Vulkan's loader named last, where it was listened to
 */
record PlacementRun(
        OrtEnvironment environment,
        Path model,
        SessionSettings settings,
        ProviderRow row,
        Optional<GivenLibrary> library,
        Supplier<Optional<String>> logged) {
    /** Runs the graph on these inputs; a warning stands for what could not be found out. */
    NodePlacement on(Map<String, OnnxTensor> inputs) {
        List<Warning> warnings = new ArrayList<>();
        List<NodeEvent> nodes = List.of();
        try {
            nodes = NodeEvent.all(profile(inputs));
        } catch (OrtException | IOException | JsonFormatException e) {
            warnings.add(WarningCode.PLACEMENT_UNKNOWN.warning(
                    "where the nodes ran could not be found out: " + Messages.firstLine(e),
                    "measure again, and report it if it stays so"));
        }
        Placement placement = new Placement(row, nodes);
        AccelerationUse use = placement.use(adapter(warnings));
        warnings.addAll(placement.warnings(use));
        return new NodePlacement(use, row.companions(), warnings);
    }

    private String profile(Map<String, OnnxTensor> inputs) throws OrtException, IOException {
        Path folder = Files.createTempDirectory("squeezebench-placement");
        Optional<Path> file = Optional.empty();
        try (SessionOptions options = settings.open()) {
            options.enableProfiling(folder.resolve("profile").toString());
            try (OrtSession session = environment.createSession(model.toString(), options)) {
                session.run(inputs).close();
                file = Optional.of(Path.of(session.endProfiling()));
                return Files.readString(file.get());
            }
        } finally {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
            folder.toFile().delete();
        }
    }

    /** The device, where it can be told; the runtime itself never says which one it took. */
    private Optional<Adapter> adapter(List<Warning> warnings) {
        if (row.adapters().isEmpty()) {
            if (row.place() == ProviderRow.Place.DEVICE) {
                warnings.add(WarningCode.ADAPTER_UNKNOWN.warning(
                        "nobody says which device " + row.acceleration() + " computes on here",
                        "make sure that it is a GPU before its numbers are called one's"));
            }
            return Optional.empty();
        }
        try {
            List<Adapter> adapters = row.adapters().get().taken(library, settings.words(), logged.get());
            if (adapters.size() == 1) {
                return Optional.of(adapters.get(0));
            }
            warnings.add(WarningCode.ADAPTER_UNKNOWN.warning(
                    "nobody says which of these ONNX Runtime took: "
                            + adapters.stream().map(Adapter::name).collect(Collectors.joining(", ")),
                    "use Vulkan's loader 1.3.212 or newer: a libvulkan.so.1 beside the library of --native-library is"
                            + " taken; or let it see one only, by VK_DRIVER_FILES"));
        } catch (AdapterException e) {
            warnings.add(WarningCode.ADAPTER_UNKNOWN.warning(e.reason(), e.remedy()));
        }
        return Optional.empty();
    }
}
