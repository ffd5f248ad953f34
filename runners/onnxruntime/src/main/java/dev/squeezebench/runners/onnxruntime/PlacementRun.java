package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.Placed;
import dev.squeezebench.results.AccelerationUse;
import dev.squeezebench.results.Adapter;
import dev.squeezebench.results.PlacedNode;
import dev.squeezebench.results.Warning;
import dev.squeezebench.results.json.JsonFormatException;
import dev.squeezebench.runners.onnxruntime.vulkan.VulkanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
 */
record PlacementRun(
        OrtEnvironment environment,
        Path model,
        SessionSettings settings,
        ProviderRow row,
        Optional<GivenLibrary> library) {
    private static final int NAMED_KINDS = 3;

    /** Runs the graph on these inputs; a warning stands for what could not be found out. */
    Placed on(Map<String, OnnxTensor> inputs) {
        List<Warning> warnings = new ArrayList<>();
        List<NodeEvent> nodes = List.of();
        try {
            nodes = NodeEvent.all(profile(inputs));
        } catch (OrtException | IOException | JsonFormatException e) {
            warnings.add(new Warning(
                    "placement_unknown",
                    "where the nodes ran could not be found out: " + Messages.firstLine(e),
                    "measure again, and report it if it stays so"));
        }
        AccelerationUse use = use(nodes, adapter(warnings));
        warnAbout(use, warnings);
        return new Placed(use, warnings);
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

    private AccelerationUse use(List<NodeEvent> nodes, Optional<Adapter> adapter) {
        List<NodeEvent> strays = nodes.stream()
                .filter(node -> !node.on().equals(row.acceleration()))
                .toList();
        Optional<String> obtained = nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(strays.size() < nodes.size() ? row.acceleration() : ProviderRows.CPU);
        return new AccelerationUse(
                row.acceleration(),
                obtained,
                nodes.stream().collect(Collectors.toMap(NodeEvent::on, node -> 1, Integer::sum)),
                strays.stream()
                        .map(node -> new PlacedNode(node.name(), node.kind(), node.on()))
                        .toList(),
                nodes.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of((int)
                                nodes.stream().filter(NodeEvent::isMemoryCopy).count()),
                adapter);
    }

    /** The device, where it can be told: with several of them nobody says which one the runtime took. */
    private Optional<Adapter> adapter(List<Warning> warnings) {
        if (row.adapters().isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Adapter> adapters = row.adapters().get().list(library);
            if (adapters.size() == 1) {
                return Optional.of(adapters.get(0));
            }
            warnings.add(new Warning(
                    "adapter_unknown",
                    "ONNX Runtime does not say which of these it took: "
                            + adapters.stream().map(Adapter::name).collect(Collectors.joining(", ")),
                    "let it see one only, by VK_DRIVER_FILES"));
        } catch (VulkanException e) {
            warnings.add(new Warning("adapter_unknown", e.reason(), e.remedy()));
        }
        return Optional.empty();
    }

    private static void warnAbout(AccelerationUse use, List<Warning> warnings) {
        use.adapter()
                .filter(Adapter::isSoftware)
                .ifPresent(adapter -> warnings.add(new Warning(
                        Adapter.SOFTWARE_WARNING,
                        "computed by the processor in a GPU's place (" + adapter.name() + "): no number of a GPU",
                        "measure on a machine with a GPU and its driver")));
        if (use.strayNodes() > 0) {
            warnings.add(new Warning(
                    "nodes_fell_back",
                    use.strayNodes() + " of " + use.placedNodes() + " nodes did not run on " + use.requested() + " ("
                            + use.fallbacks().stream()
                                    .map(PlacedNode::kind)
                                    .distinct()
                                    .limit(NAMED_KINDS)
                                    .collect(Collectors.joining(", "))
                            + "): see acceleration.fallbacks",
                    "look whether the model's operators and types are those that the provider computes"));
        }
    }
}
