package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.TrialObserver.Watch;
import dev.squeezebench.core.environment.SystemFiles;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders made after the kernel's documentation of {@code amdgpu}, {@code i915} and {@code hwmon}. */
class SysfsGpusTest {
    private final Path root;

    SysfsGpusTest(@TempDir Path root) {
        this.root = root;
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve("sys/class/drm").resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text + '\n');
    }

    private void amd(String card) throws IOException {
        file(card + "/device/uevent", "DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_ID=1002:73BF");
        file(card + "/device/gpu_busy_percent", "97");
        file(card + "/device/mem_info_vram_used", "812646400");
        file(card + "/device/pp_dpm_sclk", "0: 500Mhz\n1: 2475Mhz *\n2: 2575Mhz");
        file(card + "/device/hwmon/hwmon3/temp1_input", "61000");
        file(card + "/device/hwmon/hwmon3/power1_average", "203000000");
        file(card + "/device/hwmon/hwmon3/power1_cap", "255000000");
        file(card + "-DP-1/status", "connected");
    }

    private void intel(String card) throws IOException {
        file(card + "/device/uevent", "DRIVER=i915\nPCI_ID=8086:9A49");
        file(card + "/gt/gt0/rps_act_freq_mhz", "1150");
        file(card + "/gt/gt0/rps_max_freq_mhz", "1350");
    }

    private List<GpuSample> now() {
        return new SysfsGpus(SystemFiles.below(root)).now();
    }

    @Test
    void amdsCardTellsAllButWhatOnlyNvidiaHas() throws IOException {
        amd("card0");

        assertThat(now()).singleElement().satisfies(sample -> {
            assertThat(sample.source()).isEqualTo("sysfs, card0, amdgpu 1002:73BF");
            assertThat(sample.utilization()).hasValue(.97);
            assertThat(sample.memoryBytes()).hasValue(812_646_400);
            assertThat(sample.clockHz()).hasValue(2_475_000_000L);
            assertThat(sample.maxClockHz()).hasValue(2_575_000_000L);
            assertThat(sample.celsius()).hasValue(61);
            assertThat(sample.watts()).hasValue(203);
            assertThat(sample.wattsLimit()).hasValue(255);
            assertThat(sample.slowed()).isEmpty();
            assertThat(sample.persistent()).isEmpty();
        });
    }

    @Test
    void intelsTellsItsClocks() throws IOException {
        intel("card1");

        assertThat(now()).singleElement().satisfies(sample -> {
            assertThat(sample.source()).isEqualTo("sysfs, card1, i915 8086:9A49");
            assertThat(sample.clockHz()).hasValue(1_150_000_000L);
            assertThat(sample.maxClockHz()).hasValue(1_350_000_000L);
            assertThat(sample.utilization()).isEmpty();
            assertThat(sample.memoryBytes()).isEmpty();
        });
    }

    @Test
    void bothAreReadAndCardsThatTellNothingAreLeftOut() throws IOException {
        amd("card0");
        intel("card1");
        file("card2/device/uevent", "DRIVER=virtio-pci");
        file("card3/device/gpu_busy_percent", "device is asleep");
        file("renderD128/device/gpu_busy_percent", "97");

        assertThat(now()).extracting(GpuSample::gpu).containsExactly("card0", "card1");
    }

    @Test
    void theFullestCardSaysHowMuchIsFree() throws IOException {
        amd("card0");
        file("card0/device/mem_info_vram_total", "1000000000");
        amd("card1");
        file("card1/device/mem_info_vram_total", "4000000000");
        intel("card2");

        assertThat(new SysfsGpus(SystemFiles.below(root)).freeBytes()).hasValue(1_000_000_000 - 812_646_400);
    }

    @Test
    void aMachineWithoutAnyHasNone() {
        assertThat(now()).isEmpty();
    }

    @Test
    void aTrialOnADeviceGetsTheSameReadingsAsOnNvidias() throws Exception {
        amd("card0");
        FollowedReader reader = new FollowedReader(new SysfsGpus(SystemFiles.below(root)));
        Watch watch = new GpuWatch(reader, Duration.ofMillis(50));
        watch.entered(Stage.WARM_UP, Instant.EPOCH);
        file("card0/device/mem_info_vram_used", "900000000");
        reader.awaitGpu(sample -> sample.memoryBytes().orElse(0) == 900_000_000);
        file("card0/device/mem_info_vram_used", "700000000");
        reader.awaitGpu(sample -> sample.memoryBytes().orElse(0) == 700_000_000);

        String source = "sysfs, card0, amdgpu 1002:73BF";
        assertThat(watch.after(Samples.NONE).readings())
                .contains(
                        new Reading("gpu_memory_used", 812_646_400, "bytes", source, "before"),
                        new Reading("gpu_memory_peak", 900_000_000, "bytes", source, "during"),
                        new Reading("gpu_utilization", .97, "ratio", source, "during"),
                        new Reading("gpu_clock", 2.475e9, "hertz", source, "during"),
                        new Reading("gpu_clock_highest", 2.575e9, "hertz", source, "during"),
                        new Reading("gpu_temperature_peak", 61, "celsius", source, "during"),
                        new Reading("gpu_power", 203, "watts", source, "during"),
                        new Reading("gpu_power_limit", 255, "watts", source, "during"))
                .extracting(Reading::name)
                .doesNotContain("gpu_process_memory_peak");
    }
}
