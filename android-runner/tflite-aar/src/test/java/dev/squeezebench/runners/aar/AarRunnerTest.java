package dev.squeezebench.runners.aar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
        Placed placed = new Placed("gpu", Optional.of(new DelegateLog.Taken(617, 617, "TfLiteGpuDelegateV2", 1)));
        AccelerationUse use = placed.use();
        assertThat(use.obtained()).contains("gpu");
        assertThat(use.placement()).isEqualTo(Map.of("builtin", 0, "gpu", 617));
        assertThat(use.flopShare()).hasValue(1);
        assertThat(placed.warnings()).isEmpty();
    }

    @Test
    void aGraphInPartsIsPartialSinceNobodyTellsTheArithmeticOfEach() {
        Placed placed = new Placed("gpu", DelegateLog.parse(LOG));
        assertThat(placed.use().placement()).isEqualTo(Map.of("builtin", 437, "gpu", 180));
        assertThat(placed.use().flopShare()).isEmpty();
        assertThat(placed.warnings()).extracting(Warning::code).containsExactly("partial");
        assertThat(placed.warnings().get(0).message()).startsWith("180 of 617 nodes ran on gpu, in 12 parts");
    }

    @Test
    void aDelegateThatTookNothingIsNotNamed() {
        Placed placed = new Placed("gpu", Optional.of(new DelegateLog.Taken(0, 617, "TfLiteGpuDelegateV2", 1)));
        assertThat(placed.use().obtained()).contains("builtin");
        assertThat(placed.use().flopShare()).hasValue(0);
        assertThat(placed.warnings()).extracting(Warning::code).containsExactly("not_accelerated");
    }

    @Test
    void withoutALogNothingIsClaimed() {
        Placed placed = new Placed("gpu", Optional.empty());
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
