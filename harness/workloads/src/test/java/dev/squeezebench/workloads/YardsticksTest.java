package dev.squeezebench.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Ceilings;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelGraph;
import dev.squeezebench.workloads.profile.OperatorMapping;
import dev.squeezebench.workloads.store.Emitters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Yardsticks in both formats, read back by the readers of users' models. */
class YardsticksTest {
    private static final Yardsticks YARDSTICKS = new Yardsticks(
            List.of(new Yardsticks.Product(64, 32, 16), new Yardsticks.Product(8, 6, 4)), List.of(1024, 7));

    @TempDir
    private Path folder = Path.of("unset");

    private ModelGraph graph(String format) throws IOException {
        Path model = folder.resolve("yardsticks." + format);
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Emitters.ofFormat(format).emit(YARDSTICKS, channel);
        }
        Map<String, List<Long>> shapes =
                YARDSTICKS.inputs().stream().collect(Collectors.toMap(Tensor::name, Tensor::shape));
        return ModelGraph.of(model, new InputShapes(shapes, Map.of()));
    }

    /** 2 x 64 x 32 x 16 and 2 x 8 x 6 x 4 operations. */
    @ParameterizedTest
    @ValueSource(strings = {"onnx", "tflite"})
    void bothFormatsComputeTheProductsThatWereAskedFor(String format) throws IOException {
        assertThat(graph(format).nodes())
                .extracting(node -> node.flop().orElse(-1))
                .filteredOn(flop -> flop != 0)
                .containsExactly(65_536L, 384L);
    }

    /** As a runtime without any optimisation would report its nodes, one, two, three, ... nanoseconds each. */
    @ParameterizedTest
    @ValueSource(strings = {"onnx", "tflite"})
    void theirTimesAreFoundInAProfile(String format) throws IOException {
        ModelGraph graph = graph(format);
        List<RuntimeProfile.Operator> ran = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            ModelGraph.Node node = graph.nodes().get(i);
            ran.add(new RuntimeProfile.Operator(
                    node.name(),
                    node.type(),
                    "cpu",
                    RuntimeProfile.Place.MODEL,
                    OptionalInt.of(i),
                    Optional.empty(),
                    List.<TensorShape>of(),
                    List.<TensorShape>of(),
                    1,
                    LongSeries.of(i + 1)));
        }
        List<ProfiledOperator> operators =
                OperatorMapping.of(new RuntimeProfile(ran, Path.of("raw"), Optional.empty()), graph, Optional.empty());

        Ceilings ceilings = YARDSTICKS.measured(operators).orElseThrow();

        // Each is a sum, then what is timed.
        assertThat(ceilings.products())
                .containsExactly(
                        new Ceilings.Product(64, 32, 16, LongSeries.of(2)),
                        new Ceilings.Product(8, 6, 4, LongSeries.of(4)));
        assertThat(ceilings.scalings())
                .containsExactly(
                        new Ceilings.Scaling(1024, LongSeries.of(6)), new Ceilings.Scaling(7, LongSeries.of(8)));
    }

    @Test
    void aProfileThatLacksOneHasNoCeilings() {
        assertThat(YARDSTICKS.measured(List.of())).isEmpty();
    }
}
