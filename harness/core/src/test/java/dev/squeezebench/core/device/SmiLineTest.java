package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmiLineTest {
    static final String BUSY =
            "0, GPU-5a4d, NVIDIA H100 80GB HBM3, 535.129.03, Enabled, 97, 2311, 1980, 1980, 61, 412.53, 700.00, 0x0000000000000000";

    @Test
    void aLineHoldsWhatTheDeviceTellsInTheUnitsOfTheRecord() {
        GpuSample sample = SmiLine.of(BUSY).gpu().orElseThrow();
        assertThat(sample.gpu()).isEqualTo("GPU-5a4d");
        assertThat(sample.source()).isEqualTo("nvidia-smi, GPU 0, NVIDIA H100 80GB HBM3, driver 535.129.03");
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
        GpuSample sample = SmiLine.of("1, GPU-0c2e, NVIDIA GeForce RTX 3080, 470.57.02, [N/A], [N/A], [Not Supported], "
                        + "[Unknown Error], N/A, 54, [N/A], [N/A], [N/A]")
                .gpu()
                .orElseThrow();
        assertThat(sample.gpu()).isEqualTo("GPU-0c2e");
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
                "0, GPU-5a4d, NVIDIA H100 80GB HBM3, 535.129.03, Enabled, 97, 23"
            })
    void anythingElseIsNoSample(String line) {
        assertThat(SmiLine.of(line).gpu()).isEmpty();
        assertThat(SmiLine.of(line).process()).isEmpty();
    }

    @Test
    void theBitsOfTheReasonsAreHexadecimal() {
        assertThat(SmiLine.of(BUSY.replace("0x0000000000000000", "0x00000000000000A4"))
                        .gpu()
                        .orElseThrow()
                        .slowed())
                .hasValue(0xA4);
    }

    @Test
    void aLineOfAProcessHoldsItsGpuAndMemory() {
        assertThat(SmiLine.of("4242, GPU-5a4d0e3c-1111-2222-3333-444455556666, 812")
                        .process())
                .contains(
                        new GpuProcess(4242, "GPU-5a4d0e3c-1111-2222-3333-444455556666", OptionalLong.of(812L << 20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[N/A]", "[Not Supported]", "[Insufficient Permissions]", "[Unknown Error]", ""})
    void memoryThatTheDriverDoesNotTellIsAbsent(String memory) {
        assertThat(SmiLine.of("4242, GPU-5a4d, " + memory).process())
                .contains(new GpuProcess(4242, "GPU-5a4d", OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[N/A], GPU-5a4d, 812",
                "4242, [N/A], 812",
                "4242, GPU-5a4d",
                "No running processes found",
                "99999999999999999999, GPU-5a4d, 812"
            })
    void anythingElseIsNoProcess(String line) {
        assertThat(SmiLine.of(line).process()).isEmpty();
    }
}
