package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.squeezebench.measure.loop.Clock;
import java.lang.management.ManagementFactory;
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

    @Test
    void readingItAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += clock.cpuNs();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            sum += clock.cpuNs();
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
