package dev.squeezebench.measure.runner;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.PlacedNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What {@code --require-full-placement} takes: no node on the processor. */
class NodePlacementTest {
    private static final PlacedNode ON_CUDA = new PlacedNode("n1", "Gather", "cuda");
    private static final PlacedNode ON_CPU = new PlacedNode("n2", "Shape", "cpu");

    @Test
    void nodesOfACompanionAreOnTheDevice() {
        assertThatCode(() -> placed(Map.of("tensorrt", 2, "cuda", 1), List.of("cuda"), ON_CUDA)
                        .insistOnFull())
                .doesNotThrowAnyException();
    }

    @Test
    void nodesOfAnotherAccelerationAreNot() {
        assertThatThrownBy(() -> placed(Map.of("tensorrt", 2, "cuda", 1), List.of(), ON_CUDA)
                        .insistOnFull())
                .isInstanceOf(RunnerException.class)
                .hasMessageStartingWith("1 of 3 nodes did not run on tensorrt, the first is Gather 'n1' on cuda");
    }

    @Test
    void theFirstOnTheProcessorIsNamedAndNotTheCompanions() {
        assertThatThrownBy(() -> placed(Map.of("tensorrt", 2, "cuda", 1, "cpu", 1), List.of("cuda"), ON_CUDA, ON_CPU)
                        .insistOnFull())
                .isInstanceOf(RunnerException.class)
                .hasMessage("1 of 4 nodes did not run on tensorrt, the first is Shape 'n2' on cpu, and"
                        + " --require-full-placement asks for it");
    }

    @Test
    void unknownPlacesAreNotFull() {
        assertThatThrownBy(() -> placed(Map.of(), List.of("cuda")).insistOnFull())
                .isInstanceOf(RunnerException.class)
                .hasMessage("it is unknown where the nodes ran, and --require-full-placement asks for all of them on"
                        + " tensorrt: leave it out, or choose another target");
    }

    @Test
    void aSessionWithOnePlaceIsFullWithoutCounting() {
        assertThatCode(() -> NodePlacement.inOnePlace(new AccelerationUse("cpu", Optional.of("cpu"), Map.of()))
                        .insistOnFull())
                .doesNotThrowAnyException();
    }

    private static NodePlacement placed(
            Map<String, Integer> placement, List<String> companions, PlacedNode... elsewhere) {
        return new NodePlacement(
                new AccelerationUse(
                        "tensorrt",
                        Optional.of("tensorrt"),
                        placement,
                        List.of(elsewhere),
                        OptionalInt.empty(),
                        Optional.empty()),
                companions,
                List.of());
    }
}
