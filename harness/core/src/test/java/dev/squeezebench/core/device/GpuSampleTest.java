package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuSampleTest {
    static final String BUSY =
            "0, NVIDIA H100 80GB HBM3, 535.129.03, Enabled, 97, 2311, 1980, 1980, 61, 412.53, 700.00, 0x0000000000000000";

    @Test
    void aLineHoldsWhatTheDeviceTellsInTheUnitsOfTheRecord() {
        GpuSample sample = GpuSample.parse(BUSY).orElseThrow();
        assertThat(sample.index()).isZero();
        assertThat(sample.name()).isEqualTo("NVIDIA H100 80GB HBM3");
        assertThat(sample.driver()).isEqualTo("535.129.03");
        assertThat(sample.persistent()).contains(true);
        assertThat(sample.utilization()).hasValue(.97);
        assertThat(sample.memoryBytes()).hasValue(2311L << 20);
        assertThat(sample.clockHz()).hasValue(1_980_000_000L);
        assertThat(sample.maxClockHz()).hasValue(1_980_000_000L);
        assertThat(sample.celsius()).hasValue(61);
        assertThat(sample.watts()).hasValue(412.53);
        assertThat(sample.wattsLimit()).hasValue(700);
        assertThat(sample.slowed()).hasValue(0);
    }

    @Test
    void whatADeviceDoesNotTellIsAbsent() {
        GpuSample sample = GpuSample.parse("1, NVIDIA GeForce RTX 3080, 470.57.02, [N/A], [N/A], [Not Supported], "
                        + "[Unknown Error], N/A, 54, [N/A], [N/A], [N/A]")
                .orElseThrow();
        assertThat(sample.index()).isEqualTo(1);
        assertThat(sample.persistent()).isEmpty();
        assertThat(sample.utilization()).isEmpty();
        assertThat(sample.memoryBytes()).isEmpty();
        assertThat(sample.clockHz()).isEmpty();
        assertThat(sample.maxClockHz()).isEmpty();
        assertThat(sample.celsius()).hasValue(54);
        assertThat(sample.watts()).isEmpty();
        assertThat(sample.slowed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "No devices were found",
                "Field \"clocks_event_reasons.active\" is not a valid field to query.",
                "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
                "0, NVIDIA H100 80GB HBM3, 535.129.03, Enabled, 97, 23"
            })
    void anythingElseIsNoSample(String line) {
        assertThat(GpuSample.parse(line)).isEmpty();
    }

    @Test
    void theBitsOfTheReasonsAreHexadecimal() {
        assertThat(GpuSample.parse(BUSY.replace("0x0000000000000000", "0x00000000000000A4"))
                        .orElseThrow()
                        .slowed())
                .hasValue(0xA4);
    }
}
