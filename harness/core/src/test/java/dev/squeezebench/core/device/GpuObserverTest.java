package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.FakePlan;
import dev.squeezebench.core.TrialObserver.Observed;
import dev.squeezebench.core.TrialObserver.Watch;
import dev.squeezebench.core.environment.SystemFiles;
import dev.squeezebench.core.process.Liveness;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a script in the tool's place, since there is no GPU here. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tool's stand-in is a shell script")
class GpuObserverTest {
    private final Path folder;

    GpuObserverTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Refuses the field's new name as drivers before 535 do, tells of a stranger and of this process, which uses
     * more once it infers, and goes on until it is killed. */
    private String tool() throws IOException {
        return script("""
                case "$*" in *clocks_event_reasons*)
                    echo 'Field "clocks_event_reasons.active" is not a valid field to query.'; exit 2 ;;
                esac
                case "$*" in
                *query-compute-apps*-lms*)
                    echo "1, GPU-5a4d, 9000"; echo "%1$d, GPU-5a4d, 400"
                    while [ ! -e '%2$s/inferring' ]; do sleep 0.02; echo "%1$d, GPU-5a4d, 500"; done
                    while :; do echo "%1$d, GPU-5a4d, 700"; sleep 0.05; echo "%1$d, GPU-5a4d, 650"; done ;;
                *query-compute-apps*) echo "1, GPU-5a4d, 9000"; exit ;;
                esac
                echo "%3$s"
                case "$*" in *-lms*) echo $$ >'%2$s/pid'; while :; do sleep 0.05; echo "%4$s"; done ;; esac
                """.formatted(
                ProcessHandle.current().pid(), folder, SmiLineTest.BUSY.replace("97, 2311", "0, 4"), SmiLineTest.BUSY));
    }

    private GpuObserver observer(String tool) {
        return GpuObserver.using(tool, SystemFiles.below(folder.resolve("root")));
    }

    private String script(String body) throws IOException {
        Path script = folder.resolve("smi");
        Files.writeString(script, "#!/bin/sh\n" + body);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    @Test
    void readsTheGpuBeforeAndDuringATrialOnIt() throws Exception {
        FollowedReader reader = new FollowedReader(NvidiaSmi.find(tool()).orElseThrow());
        Watch watch = new GpuWatch(reader, Duration.ofMillis(50));
        watch.entered(Stage.LOAD, Instant.EPOCH);
        Instant loaded = reader.awaitGpu(sample -> sample.memoryBytes().orElse(0) == 2311L << 20)
                .at();
        reader.awaitProcess(loaded, process -> process.memoryBytes().orElse(0) == 500 << 20);
        watch.entered(Stage.FIRST_INFERENCE, loaded);
        watch.entered(Stage.WARM_UP, loaded);
        Files.createFile(folder.resolve("inferring"));
        reader.awaitProcess(loaded, process -> process.memoryBytes().orElse(0) == 700 << 20);
        watch.entered(Stage.MEASURE, Instant.MAX);
        Observed observed = watch.after(Samples.NONE);

        String source = "nvidia-smi, GPU 0, NVIDIA H100 80GB HBM3, driver 535.129.03";
        assertThat(observed.readings())
                .contains(
                        new Reading("gpu_memory_used", 4 << 20, "bytes", source, "before"),
                        new Reading("gpu_memory_after_load", 2311L << 20, "bytes", source, "during"),
                        new Reading("gpu_process_memory_used", 0, "bytes", source, "before"),
                        new Reading("gpu_process_memory_after_load", 500 << 20, "bytes", source, "during"),
                        new Reading("gpu_process_memory_peak", 700 << 20, "bytes", source, "during"),
                        new Reading("gpu_memory_peak", 2311L << 20, "bytes", source, "during"),
                        new Reading("gpu_clock", 1.98e9, "hertz", source, "during"),
                        new Reading("gpu_clock_highest", 1.98e9, "hertz", source, "during"),
                        new Reading("gpu_temperature_peak", 61, "celsius", source, "during"),
                        new Reading("gpu_power", 412.53, "watts", source, "during"),
                        new Reading("gpu_power_limit", 700, "watts", source, "during"))
                .extracting(Reading::name)
                .contains("gpu_utilization");
        assertThat(observed.warnings()).extracting(Warning::code).containsExactly("gpu_contended");
    }

    @Test
    void theReadingProcessLivesAsLongAsTheTrial() throws Exception {
        Watch watch = observer(tool()).before(FakePlan.on("cuda"));
        List<ProcessHandle> reading = ProcessHandle.current().children().toList();
        assertThat(reading).hasSizeGreaterThanOrEqualTo(2);

        watch.close();

        assertThat(reading).noneMatch(Liveness::isRunning);
    }

    @Test
    void theFullestGpuSaysHowMuchIsFree() throws Exception {
        String tool = script("""
                case "$*" in *memory.free*) echo 81000; echo 3000; echo '[N/A]'; exit ;; esac
                echo "%s"
                """.formatted(SmiLineTest.BUSY));

        assertThat(observer(tool).freeBytes()).hasValue(3000L << 20);
        assertThat(observer(folder.resolve("none").toString()).freeBytes()).isEmpty();
    }

    @Test
    void leavesATrialOnTheProcessorAlone() throws Exception {
        Watch watch = observer(tool()).before(FakePlan.on("cpu"));
        assertThat(watch.after(Samples.NONE)).isEqualTo(Observed.NOTHING);
        assertThat(folder.resolve("pid")).doesNotExist();
    }

    @Test
    void aToolThatIsMissingOrFindsNoGpuIsNothingToSpeakOf() throws Exception {
        assertThat(observer(folder.resolve("none").toString())
                        .before(FakePlan.on("cuda"))
                        .after(Samples.NONE))
                .isEqualTo(Observed.NOTHING);
        String failing = script("echo 'NVIDIA-SMI has failed'; exit 9\n");
        assertThat(observer(failing).before(FakePlan.on("cuda")).after(Samples.NONE))
                .isEqualTo(Observed.NOTHING);
    }
}
