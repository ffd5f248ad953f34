package dev.squeezebench.measure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcMemoryProbeTest {
    private final Path proc;

    ProcMemoryProbeTest(@TempDir Path proc) {
        this.proc = proc;
    }

    @Test
    void readsTheKernelsFiguresInBytesAndResetsThePeak() throws IOException {
        Files.writeString(proc.resolve("status"), "Name:\tjava\nVmHWM:\t   61848 kB\nVmRSS:\t   59712 kB\n");
        MemoryProbe probe = new ProcMemoryProbe(proc);
        probe.startPeak();

        assertThat(probe.resident().bytes()).hasValue(59712L * 1024);
        assertThat(probe.peak())
                .isEqualTo(new MemoryProbe.Value(
                        OptionalLong.of(61848L * 1024), "/proc/self/status VmHWM since the warm-up"));
        assertThat(proc.resolve("clear_refs")).hasContent("5");
    }

    @Test
    void saysSoWhereThePeakCannotBeReset() throws IOException {
        Files.writeString(proc.resolve("status"), "VmHWM:\t1 kB\n");
        Files.createDirectory(proc.resolve("clear_refs"));
        MemoryProbe probe = new ProcMemoryProbe(proc);
        probe.startPeak();

        assertThat(probe.peak().source()).endsWith("since the start: clear_refs is not permitted");
    }

    @Test
    void aFigureThatIsNotThereIsAbsent() throws IOException {
        Files.writeString(proc.resolve("status"), "VmRSS: many\n");

        assertThat(new ProcMemoryProbe(proc).peak().bytes()).isEmpty();
        assertThat(new ProcMemoryProbe(proc).resident().bytes()).isEmpty();
        assertThat(new ProcMemoryProbe(proc.resolve("none")).resident().bytes()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesThisProcessGrow() throws IOException {
        MemoryProbe probe = new ProcMemoryProbe();
        probe.startPeak();
        long before = probe.resident().bytes().orElseThrow();

        assertThat(probe.peak().bytes().orElseThrow()).isGreaterThanOrEqualTo(before * 9 / 10);
    }
}
