package dev.squeezebench.runners.aar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Warning;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What needs no library of the AAR: those are for Android alone. */
class AarRunnerTest {
    private static final String LOG = "Created TensorFlow Lite delegate for GPU.\n"
            + "Replacing 180 out of 617 node(s) with delegate (TfLiteGpuDelegateV2) node, yielding 12 partitions for the"
            + " whole graph.\n";

    @Test
    void theLogTellsWhatADelegateTook() {
        assertThat(DelegateLog.parse(LOG)).contains(new DelegateLog.Taken(180, 617, "TfLiteGpuDelegateV2", 12));
        assertThat(DelegateLog.parse(LOG + LOG.replace("180", "617"))
                        .orElseThrow()
                        .taken())
                .as("the last one is this model's")
                .isEqualTo(617);
        assertThat(DelegateLog.parse("Initialized OpenCL-based API.")).isEmpty();
    }

    @Test
    void aGraphThatIsWhollyOnTheGpuIsNotPartial() {
        Placed placed = new Placed(
                "gpu", Optional.of(new DelegateLog.Taken(617, 617, "TfLiteGpuDelegateV2", 1)), Optional.empty());
        AccelerationUse use = placed.use();
        assertThat(use.obtained()).contains("gpu");
        assertThat(use.placement()).isEqualTo(Map.of("builtin", 0, "gpu", 617));
        assertThat(use.flopShare()).contains(FlopShare.exactly(1));
        assertThat(placed.warnings()).isEmpty();
    }

    @Test
    void aGraphInPartsIsPartialWhereNobodyTellsTheArithmeticOfItsNodes() {
        Placed placed = new Placed("gpu", DelegateLog.parse(LOG), Optional.empty());
        assertThat(placed.use().placement()).isEqualTo(Map.of("builtin", 437, "gpu", 180));
        assertThat(placed.use().flopShare()).isEmpty();
        assertThat(placed.warnings()).extracting(Warning::code).containsExactly("partial");
        assertThat(placed.warnings().get(0).message())
                .isEqualTo(
                        "180 of 617 nodes ran on gpu, in 12 parts of the graph; which share of the arithmetic that is, nobody"
                                + " knows: TensorFlow Lite does not tell, and the file does not tell the arithmetic of each node");
        Placed other = new Placed("gpu", DelegateLog.parse(LOG), Optional.of(graph(616, 9)));
        assertThat(other.use().flopShare()).isEmpty();
        assertThat(other.warnings().get(0).message()).endsWith("and the file has 616 nodes");
    }

    /** Nine nodes have all of the arithmetic. */
    @Test
    void theModelsFileBoundsTheShareOfTheArithmetic() {
        Placed many = new Placed("gpu", taken(600, 12), Optional.of(graph(617, 9)));
        assertThat(many.use().flopShare()).contains(new FlopShare(0, 1));
        assertThat(many.warnings()).extracting(Warning::code).containsExactly("partial");
        assertThat(many.warnings().get(0).message())
                .isEqualTo(
                        "600 of 617 nodes ran on gpu, in 12 parts of the graph: from 0.0% to 100.0% of the arithmetic,"
                                + " since TensorFlow Lite counts the nodes and does not name them");

        Placed one = new Placed("gpu", taken(616, 3), Optional.of(graph(617, 40)));
        assertThat(one.use().flopShare()).contains(new FlopShare(.975, 1));
        assertThat(one.warnings()).as("whichever it left, 97.5% were taken").isEmpty();

        Placed lookups = new Placed("xnnpack", taken(614, 2), Optional.of(graph(617, 9)));
        assertThat(lookups.use().flopShare()).as("the first three, or the last").contains(FlopShare.exactly(1));
        assertThat(lookups.warnings()).isEmpty();
    }

    @Test
    void aShareIsNotRoundedUpToWhatItDoesNotReach() {
        Placed placed = new Placed(
                "gpu",
                taken(616, 3),
                Optional.of(new GraphArithmetic(
                        LongSeries.of(LongStream.range(0, 617)
                                .map(node -> node < 2 ? 10_000 * node : 308)
                                .toArray()),
                        LongSeries.of(new long[617]),
                        LongSeries.of(new long[617]))));
        assertThat(placed.use().flopShare().orElseThrow().least()).isBetween(.949, .95);
        assertThat(placed.warnings().get(0).message()).contains("from 94.9% to 100.0%");
    }

    private static Optional<DelegateLog.Taken> taken(int nodes, int parts) {
        return Optional.of(new DelegateLog.Taken(nodes, 617, "TfLiteGpuDelegateV2", parts));
    }

    /** A chain in whose middle some nodes have the same arithmetic each, and the others none. */
    private static GraphArithmetic graph(int nodes, int dear) {
        int first = (nodes - dear) / 2;
        return new GraphArithmetic(
                LongSeries.of(LongStream.range(0, nodes)
                        .map(node -> node >= first && node < first + dear ? 100 : 0)
                        .toArray()),
                LongSeries.of(LongStream.range(0, nodes).toArray()),
                LongSeries.of(
                        LongStream.range(0, nodes).map(node -> nodes - 1 - node).toArray()));
    }

    @Test
    void aDelegateThatTookNothingIsNotNamed() {
        Placed placed = new Placed(
                "gpu", Optional.of(new DelegateLog.Taken(0, 617, "TfLiteGpuDelegateV2", 1)), Optional.empty());
        assertThat(placed.use().obtained()).contains("builtin");
        assertThat(placed.use().flopShare()).contains(FlopShare.exactly(0));
        assertThat(placed.warnings()).extracting(Warning::code).containsExactly("not_accelerated");
    }

    @Test
    void withoutALogNothingIsClaimed() {
        Placed placed = new Placed("gpu", Optional.empty(), Optional.empty());
        assertThat(placed.use().obtained()).isEmpty();
        assertThat(placed.warnings()).extracting(Warning::code).containsExactly("placement_unknown", "partial");
    }

    @Test
    void refusalsSayWhatTheDeviceLacks() {
        assertThat(AarRunner.refused("dlopen failed: program alignment (4096) cannot be smaller than page size", 16384)
                        .orElseThrow())
                .hasMessageStartingWith(
                        "this device has pages of 16384 bytes, the libraries of this AAR are for 4096, and its"
                                + " compatibility mode is off");
        assertThat(AarRunner.refused("dlopen failed: program alignment", 4096)).isEmpty();
        assertThat(AarRunner.refused("Can not open OpenCL library on this device", 4096)
                        .orElseThrow())
                .hasMessage(
                        "this device has no OpenCL that an app may load (Can not open OpenCL library on this device): use"
                                + " tflite-aar:xnnpack");
    }

    @Test
    void theKernelTellsTheSizeOfAPage() {
        ByteBuffer vector = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        vector.putLong(33).putLong(0x7fff).putLong(6).putLong(16384).putLong(0).putLong(0);
        assertThat(PageSize.in(vector.array())).hasValue(16384);
        assertThat(PageSize.in(new byte[20])).isEmpty();
        assertThat(AarRunner.pageBytes()).isIn(4096L, 16384L, 65536L);
    }

    @Test
    void precisionIsTheGpusAlone() throws RunnerException {
        assertThat(settings("gpu", Map.of()).recorded()).isEqualTo(Map.of("threads", "2", "gpu.precision", "float32"));
        assertThat(settings("gpu", Map.of("gpu.precision", "float16")).float16())
                .isTrue();
        assertThat(settings("xnnpack", Map.of()).recorded()).isEqualTo(Map.of("threads", "2"));
        assertThatThrownBy(() -> settings("xnnpack", Map.of("gpu.precision", "float16")))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage("tflite-aar:xnnpack has no option 'gpu.precision'");
        assertThatThrownBy(() -> settings("gpu", Map.of("gpu.precision", "half")))
                .hasMessage("gpu.precision is float16 or float32, and 'half' is neither");
        assertThatThrownBy(() -> settings("npu", Map.of()))
                .hasMessage("tflite-aar has no acceleration 'npu': use gpu or xnnpack");
    }

    private static AarSettings settings(String acceleration, Map<String, String> options) throws RunnerException {
        return AarSettings.of(new SessionRequest(Path.of("m.tflite"), acceleration, 2, Map.of(), options));
    }
}
