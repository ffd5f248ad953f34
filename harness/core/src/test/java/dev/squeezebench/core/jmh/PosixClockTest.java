package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.squeezebench.measure.loop.Clock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class PosixClockTest {
    private final Clock clock = PosixClock.orWallOnly();

    @Test
    void countsTheCpuTimeOfAllThreadsOfThisProcess() throws InterruptedException {
        OperatingSystemMXBean jvm = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = clock.cpuNs();
        long jvmBefore = jvm.getProcessCpuTime();
        Thread other = new Thread(() -> burn(50_000_000));
        other.start();
        other.join();
        long counted = clock.cpuNs() - before;
        long byJvm = jvm.getProcessCpuTime() - jvmBefore;

        assertThat(clock.hasCpu()).isTrue();
        // The JVM's own figure has steps of a scheduler tick, 10 ms, at both ends.
        assertThat(counted).isBetween(byJvm - 20_000_000, byJvm + 20_000_000);
        assertThat(counted).isGreaterThan(30_000_000);
    }

    @Test
    void isFinerThanASchedulerTick() {
        long before = clock.cpuNs();
        burn(200_000);

        assertThat(clock.cpuNs() - before).isBetween(1L, 9_000_000L);
    }

    private long processor() {
        return clock.hasProcessor() ? clock.processor() : 0;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsAProcessorThatTheThreadMayRunOn() throws IOException {
        String allowed = Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed:"))
                .findFirst()
                .orElseThrow();
        // A mask in hexadecimal digits, the last of them for the first four processors.
        BigInteger mask = new BigInteger(
                allowed.substring(allowed.indexOf(':') + 1).strip().replace(",", ""), 16);

        assertThat(clock.hasProcessor()).isTrue();
        assertThat(mask.testBit(clock.processor())).isTrue();
    }

    @Test
    void readingItAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += clock.cpuNs() + processor();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            sum += clock.cpuNs() + processor();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sum).isPositive();
        // One object of 16 bytes a call would be 160 000.
        assertThat(allocated).isLessThan(16_000);
    }

    /** Uses CPU time: wall time would not do on a machine with other work. */
    private void burn(long cpuNs) {
        long end = clock.cpuNs() + cpuNs;
        long turns = 0;
        while (clock.cpuNs() < end) {
            turns++;
        }
        assertThat(turns).isPositive();
    }
}
