package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.squeezebench.measure.loop.WitnessProbe;
import dev.squeezebench.records.Witness;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On events of the kernel's own, which need no counter of the processor; numbers of {@code linux/perf_event.h}. */
@EnabledOnOs(OS.LINUX)
class PerfCounterTest {
    private static final int SOFTWARE = 1;
    private static final PerfCounter.Event TASK_CLOCK = new PerfCounter.Event(SOFTWARE, 1, false);
    private static final PerfCounter.Event PAGE_FAULTS = new PerfCounter.Event(SOFTWARE, 2, false);
    private static final PerfCounter.Event SWITCHES = new PerfCounter.Event(SOFTWARE, 3, true);
    private static final PerfCounter.Event MIGRATIONS = new PerfCounter.Event(SOFTWARE, 4, true);

    @Test
    void theTaskClockRunsWithTheThreadAndWithThoseThatItStarted() throws Exception {
        try (PerfCounter counter = opened(TASK_CLOCK)) {
            long before = counter.read();
            busy(20_000_000);
            long own = counter.read();
            Thread other = new Thread(() -> busy(40_000_000));
            other.start();
            other.join();

            assertThat(own - before).isGreaterThan(5_000_000);
            assertThat(counter.read() - own).isGreaterThan(10_000_000);
        }
    }

    @Test
    void freshPagesAreFaults() throws Exception {
        try (PerfCounter counter = opened(PAGE_FAULTS);
                com.sun.jna.Memory fresh = new com.sun.jna.Memory(64L << 20)) {
            long before = counter.read();
            fresh.clear();

            // At least one for each two megabytes, were they huge.
            assertThat(counter.read() - before).isGreaterThanOrEqualTo(32);
        }
    }

    @Test
    void aThreadThatWaitsIsSwitched() throws Exception {
        try (PerfCounter counter = opened(SWITCHES);
                PerfCounter moves = opened(MIGRATIONS)) {
            long before = counter.read();
            Thread other = new Thread(() -> busy(5_000_000));
            other.start();
            other.join();

            assertThat(counter.read() - before).isGreaterThanOrEqualTo(1);
            assertThat(moves.read()).isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void anEventThatTheKernelLacksIsRefusedWithAReason() {
        assertThatThrownBy(() -> PerfCounter.open(new PerfCounter.Event(SOFTWARE, 9999, false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("perf_event_open");
    }

    @Test
    void whereThereIsNoCounterTheWitnessIsAbsentWithTheReason() {
        WitnessProbe probe = PerfWitnessProbe.with(new NoOthers(), new PerfCounter.Event(SOFTWARE, 9999, false));
        probe.start();

        assertThat(probe.sinceStart()).singleElement().satisfies(witness -> {
            assertThat(witness.name()).isEqualTo("instructions");
            assertThat(witness.value()).isEmpty();
            assertThat(witness.source()).contains("perf_event_open");
        });
    }

    @Test
    void whatWasCountedBeforeTheStartIsLeftOut() throws Exception {
        opened(TASK_CLOCK).close();
        busy(50_000_000);
        WitnessProbe probe = PerfWitnessProbe.with(new NoOthers(), TASK_CLOCK);
        busy(50_000_000);
        probe.start();
        busy(1_000_000);

        assertThat(probe.sinceStart().get(0).value().orElseThrow()).isBetween(100_000L, 45_000_000L);
    }

    private static PerfCounter opened(PerfCounter.Event event) {
        try {
            return PerfCounter.open(event);
        } catch (IOException e) {
            return abort("this machine permits no counters of its kernel: " + e.getMessage());
        }
    }

    /** Processor time of this thread, whatever else runs. */
    private static void busy(long ns) {
        java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + ns;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static final class NoOthers implements WitnessProbe {
        @Override
        public void start() {}

        @Override
        public List<Witness> sinceStart() {
            return List.of();
        }
    }
}
