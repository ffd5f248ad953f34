package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrashReportTest {
    @Test
    void namesTheSignalAndTheFrame() {
        String report = """
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  SIGSEGV (0xb) at pc=0x00007f1c2c9d5a31, pid=4711, tid=4712
                #
                # JRE version: OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6-Debian-1deb12u1)
                # Problematic frame:
                # C  [libonnxruntime.so+0x4f1a31]
                #
                """;

        assertThat(CrashReport.parse(report.lines().toList()))
                .contains(new CrashReport("SIGSEGV", Optional.of("C [libonnxruntime.so+0x4f1a31]")));
    }

    @Test
    void namesExhaustedMemory() {
        String report = """
                #
                # There is insufficient memory for the Java Runtime Environment to continue.
                # Native memory allocation (mmap) failed to map 16384 bytes for committing reserved memory.
                """;

        assertThat(CrashReport.parse(report.lines().toList()))
                .contains(new CrashReport("native memory exhausted", Optional.empty()));
    }

    @Test
    void aTornReportWithoutACauseSaysNothing() {
        assertThat(CrashReport.parse("#\n# A fatal error".lines().toList())).isEmpty();
    }
}
