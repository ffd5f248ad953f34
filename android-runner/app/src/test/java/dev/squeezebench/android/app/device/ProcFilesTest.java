package dev.squeezebench.android.app.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.squeezebench.records.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of {@code /proc} and {@code /sys} as kernels write them. */
class ProcFilesTest {
    private final Path folder;

    ProcFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theProcessorIsField39WhateverTheThreadIsCalled() throws IOException {
        String fields = "R 1 2 3 0 -1 4194560 9 0 0 0 1 2 0 0 20 0 14 0 8000 123 456 18446744073709551615 1 1 0 0 0 0 0"
                + " 4612 1073775868 0 0 0 17 6 0 0 0 0 0 1 2 3 4 5 6 7 0\n";
        Path stat = Files.writeString(folder.resolve("stat"), "123 (a ) 99 (b) " + fields);
        try (ProcClock clock = ProcClock.of(stat, Optional.empty())) {
            assertThat(clock.hasProcessor()).isTrue();
            assertThat(clock.processor()).isEqualTo(6);
            assertThat(clock.hasCpu()).isFalse();
        }
    }

    @Test
    void aKernelThatDoesNotTellTheProcessorIsNotAsked() throws IOException {
        try (ProcClock none = ProcClock.of(folder.resolve("none"), Optional.empty());
                ProcClock other =
                        ProcClock.of(Files.writeString(folder.resolve("short"), "1 (x) R 1\n"), Optional.empty())) {
            assertThat(none.hasProcessor()).isFalse();
            assertThat(other.hasProcessor()).isFalse();
        }
    }

    @Test
    void thisThreadsProcessorIsOneOfTheMachine() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/stat")), "no /proc");
        try (ProcClock clock = ProcClock.ofThisThread(Path.of("/"), Optional.of(() -> 7L))) {
            assertThat(clock.processor()).isIn(OwnProcess.in(Path.of("/")).allowed());
            assertThat(clock.cpuNs()).isEqualTo(7);
        }
    }

    @Test
    void cpusetAndProportionalMemoryAreRead() throws IOException {
        Files.writeString(folder.resolve("cpuset"), "/top-app\n");
        Files.writeString(
                folder.resolve("smaps_rollup"),
                "5-7 ---p 00000000 00:00 0  [rollup]\nRss:    900 kB\nPss:            640 kB\nPss_Anon: 5 kB\n");
        Files.writeString(folder.resolve("status"), "Name:\tx\nCpus_allowed:\tf1\nCpus_allowed_list:\t0,4-7\n");
        OwnProcess process = OwnProcess.of(folder);
        assertThat(process.cpuset()).contains("/top-app");
        assertThat(process.memory("after"))
                .containsExactly(new Reading("pss", 655_360, "bytes", "/proc/self/smaps_rollup Pss", "after"));
        assertThat(process.allowed()).containsExactly(0, 4, 5, 6, 7);
        assertThat(OwnProcess.of(folder.resolve("none")).cpuset()).isEmpty();
    }

    @Test
    void processorsThatTheSystemDoesNotGiveAreAWarning() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "no /proc");
        assertThat(OwnProcess.in(Path.of("/")).pin(List.of(62)))
                .hasValueSatisfying(warning -> assertThat(warning.code()).isEqualTo("unpinned"));
        assertThat(OwnProcess.in(Path.of("/")).pin(List.of())).isEmpty();
    }

    @Test
    void frequenciesAndMemoryAreReadWhereTheKernelTellsThem() throws IOException {
        for (int cpu = 0; cpu < 2; cpu++) {
            Files.createDirectories(folder.resolve("cpu" + cpu).resolve("cpufreq"));
        }
        Files.writeString(folder.resolve("cpu1/cpufreq/scaling_cur_freq"), "1766400\n");
        Files.writeString(folder.resolve("cpu1/cpufreq/scaling_max_freq"), "2803200\n");
        Path meminfo = Files.writeString(folder.resolve("meminfo"), "MemTotal:  8 kB\nMemAvailable:    1024 kB\n");
        KernelReadings readings = new KernelReadings(CpuClusters.read(folder), folder, meminfo);
        assertThat(readings.now())
                .extracting(Reading::name, Reading::value, Reading::unit)
                .containsExactly(
                        tuple("cpu1_frequency", 1.7664e9, "hertz"),
                        tuple("cpu1_frequency_limit", 2.8032e9, "hertz"),
                        tuple("memory_available", 1_048_576.0, "bytes"));
        assertThat(new KernelReadings(CpuClusters.read(folder), folder, folder.resolve("none")).availableBytes())
                .isEqualTo(OptionalLong.empty());
    }
}
