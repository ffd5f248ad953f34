package dev.squeezebench.runners.onnxruntime.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SwiftShader's number is what it reports; the others were packed by hand after the source. */
class DriverVersionTest {
    @ParameterizedTest
    @CsvSource({
        "0x10de, 2246950976, 535.183.1.0",
        "0x1002, 92286982, 22.3.6",
        "0x8086, 92286982, 22.3.6",
        "0x1ae0, 20971520, 5.0.0"
    })
    void eachVendorPacksItsOwnWay(String vendor, long packed, String version) {
        assertThat(DriverVersion.of(Integer.decode(vendor), (int) packed)).isEqualTo(version);
    }
}
