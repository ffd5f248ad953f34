package dev.squeezebench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

class EnvironmentProbeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void thisMachineIsDescribedWithoutInventingAnything() {
        Environment environment =
                EnvironmentProbe.ofThisMachine(new Redaction(false)).describe("run", NOW, List.of("-Xmx1g"));

        assertThat(environment.cpu().logicalCores()).isPositive();
        assertThat(environment.cpu().model())
                .hasValueSatisfying(model -> assertThat(model).isNotBlank());
        assertThat(environment.memory().totalBytes().orElseThrow())
                .isGreaterThanOrEqualTo(environment.memory().availableBytes().orElseThrow());
        assertThat(environment.os().name()).isNotBlank();
        assertThat(environment.vm().flags()).containsExactly("-Xmx1g");
        assertThat(environment.toString()).doesNotContainIgnoringCase("unknown").doesNotContain("-1]", "NaN");
        assertThat(environment.host().user())
                .hasValueSatisfying(user ->
                        assertThat(user).matches("sha256:[0-9a-f]{8}").doesNotContain(System.getProperty("user.name")));
    }

    @Test
    void ofASilentMachineEverythingButJavaIsAbsent() {
        Environment environment = silent(CapturedMachine.silent());

        assertThat(environment.cpu().model()).isEmpty();
        assertThat(environment.machine()).startsWith("unknown processor (");
        assertThat(environment.cpu().vendor()).isEmpty();
        assertThat(environment.cpu().features()).isEmpty();
        assertThat(environment.cpu().sockets()).isEmpty();
        assertThat(environment.cpu().physicalCores()).isEmpty();
        assertThat(environment.cpu().smt()).isEmpty();
        assertThat(environment.cpu().maxFrequencyHz()).isEmpty();
        assertThat(environment.cpu().currentFrequenciesHz().isEmpty()).isTrue();
        assertThat(environment.memory().totalBytes()).isEmpty();
        assertThat(environment.memory().swapUsedBytes()).isEmpty();
        assertThat(environment.virtualisation().hypervisor()).isEmpty();
        assertThat(environment.virtualisation().container()).isEmpty();
        assertThat(environment.virtualisation().cpuQuotaCores()).isEmpty();
        assertThat(environment.virtualisation().memoryLimitBytes()).isEmpty();
        assertThat(environment.host().name()).isEmpty();
        assertThat(environment.host().serial()).isEmpty();
        assertThat(environment.os().kernel()).isEmpty();
        assertThat(environment.state().loadAverage()).isEmpty();
        assertThat(environment.state().stealRatio()).isEmpty();
        assertThat(environment.state().cpuTemperatureCelsius()).isEmpty();
        assertThat(environment.state().powerSource()).isEmpty();
        assertThat(environment.vm().version()).isEqualTo(System.getProperty("java.runtime.version"));
    }

    @Test
    void linuxFilesFillWhatOshiLeavesOpen() {
        Environment laptop = silent(CapturedMachine.named("laptop-on-battery"));
        assertThat(laptop.cpu().governor()).contains("powersave");
        assertThat(laptop.cpu().turbo()).contains(true);
        assertThat(laptop.cpu().smt()).contains(true);
        assertThat(laptop.cpu().maxFrequencyHz()).hasValue(4_800_000_000L);
        assertThat(laptop.state().powerSource()).contains("battery");
        assertThat(laptop.state().batteryRatio()).hasValue(0.63);

        Environment guest = silent(CapturedMachine.named("kvm-guest"));
        assertThat(guest.virtualisation().hypervisor()).contains("KVM");
        assertThat(guest.virtualisation().container()).contains("docker");
        assertThat(guest.cpu().smt()).contains(false);
    }

    /** With the real OSHI: what it makes of a file that a container's runtime empties is not known from its interface. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessorThatTheKernelDoesNotDescribeHasNoModelAndAllItsCores(@TempDir Path proc) throws Exception {
        List<String> others = List.of("loadavg", "meminfo", "self", "stat", "sys", "uptime", "version");
        for (String name : others) {
            Files.createSymbolicLink(proc.resolve(name), Path.of("/proc", name));
        }
        Files.createFile(proc.resolve("cpuinfo"));

        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DescribedMachine.class.getName(),
                        proc.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Without lscpu, which reads the file that is not replaced.
        builder.environment().put("PATH", proc.toString());
        Process child = builder.start();

        assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("model Optional.empty, cores "
                        + Runtime.getRuntime().availableProcessors() + ", unknown processor (");
        for (String name : others) {
            Files.delete(proc.resolve(name));
        }
    }

    private static Environment silent(SystemFiles files) {
        return new EnvironmentProbe(
                        files,
                        SilentOshi.of(HardwareAbstractionLayer.class),
                        SilentOshi.of(OperatingSystem.class),
                        new Redaction(false))
                .describe("run", NOW, List.of());
    }
}
