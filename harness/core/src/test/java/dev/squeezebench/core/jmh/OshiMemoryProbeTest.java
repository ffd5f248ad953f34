package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.MemoryProbe;
import dev.squeezebench.measure.ProcMemoryProbe;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OshiMemoryProbeTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void agrees_with_the_kernels_own_figure() {
        long kernel = new ProcMemoryProbe().resident().bytes().orElseThrow();

        assertThat(new OshiMemoryProbe().resident().bytes().orElseThrow())
                .isCloseTo(kernel, Percentage.withPercentage(20));
    }

    @Test
    void the_peak_is_the_highest_value_seen_and_says_how_it_was_found() {
        MemoryProbe probe = new OshiMemoryProbe();
        probe.startPeak();
        probe.betweenBlocks();

        assertThat(probe.peak().bytes()).isPresent();
        assertThat(probe.peak().source()).isEqualTo("oshi, highest of 2 values between blocks");
    }
}
