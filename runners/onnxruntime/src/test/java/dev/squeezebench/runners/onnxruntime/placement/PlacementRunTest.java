package dev.squeezebench.runners.onnxruntime.placement;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.squeezebench.measure.runner.NodePlacement;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.PlacedNode;
import dev.squeezebench.records.Warning;
import dev.squeezebench.runners.onnxruntime.EmittedModels;
import dev.squeezebench.runners.onnxruntime.SmallModels;
import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that takes no node stands for a GPU: what it leaves to the CPU is found by the real runtime's profile. */
class PlacementRunTest {
    private static final int SEQUENCE_LENGTH = 8;
    private static final Adapter SOFTWARE =
            new Adapter("Painter", "Nobody", Adapter.Type.SOFTWARE, "by hand 1", "Vulkan 1.3.0");
    private static final Adapter CARD =
            new Adapter("Card", "Somebody", Adapter.Type.DISCRETE, "driver 1", "Vulkan 1.3.0");

    private final Path folder;

    PlacementRunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void nodesThatFellBackAreCountedNamedAndWarnedOf() throws Exception {
        NodePlacement placed = run(CARD);
        assertThat(placed.acceleration().obtained()).hasValue("cpu");
        assertThat(placed.acceleration().placement()).containsExactlyEntriesOf(Map.of("cpu", 1));
        assertThat(placed.acceleration().fallbacks())
                .singleElement()
                .extracting(PlacedNode::kind, PlacedNode::on)
                .containsExactly("Add", "cpu");
        assertThat(placed.acceleration().memoryCopies()).hasValue(0);
        assertThat(placed.acceleration().adapter()).hasValue(CARD);
        assertThat(placed.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("nodes_fell_back");
            assertThat(warning.message()).startsWith("1 of 1 nodes did not run on nowhere (Add)");
        });
    }

    @Test
    void aSoftwareAdapterIsMarked() throws Exception {
        assertThat(run(SOFTWARE).warnings())
                .extracting(Warning::code)
                .containsExactly("software_adapter", "nodes_fell_back");
    }

    @Test
    void ofSeveralAdaptersNoneIsClaimedAndAllAreNamed() throws Exception {
        NodePlacement placed = run(SOFTWARE, CARD);
        assertThat(placed.warnings().get(0).message()).endsWith("; it is one of Painter, Card");
        assertThat(placed.acceleration().adapter()).isEmpty();
        assertThat(placed.warnings()).extracting(Warning::code).containsExactly("adapter_unknown", "nodes_fell_back");
    }

    @Test
    void aDeviceThatIsUnknownIsSaidToBe() throws Exception {
        NodePlacement placed = run();
        assertThat(placed.acceleration().adapter()).isEmpty();
        assertThat(placed.warnings().get(0).code()).isEqualTo("adapter_unknown");
        assertThat(placed.warnings().get(0).message()).isEqualTo("could not determine which device nowhere used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv", "split", "batched-matmul"})
    void theArithmeticOfTheNodesIsTheNetworks(String lowering) throws Exception {
        EmittedModels.RUNNER.initialize();
        Network network = Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny"));
        Path model = EmittedModels.emit(folder, network, new SeededWeights(1), lowering, "none");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        String profile;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.enableProfiling(folder.resolve("profile").toString());
            try (OrtSession session = environment.createSession(model.toString(), options)) {
                for (String name : session.getInputNames()) {
                    inputs.put(name, OnnxTensor.createTensor(environment, new long[1][SEQUENCE_LENGTH]));
                }
                session.run(inputs).close();
                profile = Files.readString(Path.of(session.endProfiling()));
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        List<NodeEvent> nodes = NodeEvent.all(profile);
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.flop()).as(node.kind()).isPresent());
        assertThat(nodes.stream().mapToDouble(node -> node.flop().orElseThrow()).sum())
                .isEqualTo((double) NetworkCost.of(network, 1, SEQUENCE_LENGTH).flop());
    }

    private NodePlacement run(Adapter... adapters) throws Exception {
        EmittedModels.RUNNER.initialize();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Path model = SmallModels.add(folder);
        SessionSettings settings = Provider.settings(new SessionRequest(model, "cpu", 1, Map.of("rows", 1L), Map.of()));
        Provider nowhere = new Provider(
                "nowhere",
                "NOWHERE",
                Provider.Place.DEVICE,
                (options, provider) -> {},
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                "");
        float[][] values = {{1, 2}};
        try (OnnxTensor a = OnnxTensor.createTensor(environment, values);
                OnnxTensor b = OnnxTensor.createTensor(environment, values)) {
            return new PlacementRun(environment, model, settings, nowhere, List.of(adapters))
                    .on(Map.of("a", a, "b", b));
        }
    }
}
