package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.ProcMemoryProbe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OshiMemoryProbeTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void agreesWithTheKernelsOwnFigure() {
        MemoryProbe kernel = new ProcMemoryProbe();
        MemoryProbe oshi = new OshiMemoryProbe();
        // A garbage collection may give hundreds of megabytes back between two readings: the kernel is asked on both
        // sides.
        List<Long> said = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            long before = kernel.resident().bytes().orElseThrow();
            long asked = oshi.resident().bytes().orElseThrow();
            long after = kernel.resident().bytes().orElseThrow();
            said.add(asked);
            if (asked >= 0.8 * Math.min(before, after) && asked <= 1.2 * Math.max(before, after)) {
                return;
            }
        }
        fail("OSHI's readings %s were never near the kernel's, now %s", said, kernel.resident());
    }

    @Test
    void thePeakIsTheHighestValueSeenAndSaysHowItWasFound() {
        MemoryProbe probe = new OshiMemoryProbe();
        probe.startPeak();
        probe.betweenBlocks();

        assertThat(probe.peak().bytes()).isPresent();
        assertThat(probe.peak().source()).isEqualTo("oshi, highest of 2 values between blocks");
    }
}
