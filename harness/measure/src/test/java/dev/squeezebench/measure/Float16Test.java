package dev.squeezebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {
    /** Values of the table in IEEE 754-2008's binary16. */
    @ParameterizedTest
    @CsvSource({
        "0x0000, 0",
        "0x0001, 5.9604644775390625e-8",
        "0x03ff, 6.097555160522461e-5",
        "0x0400, 6.103515625e-5",
        "0x3555, 0.333251953125",
        "0x3c00, 1",
        "0x3c01, 1.0009765625",
        "0x7bff, 65504",
        "0x7c00, Infinity",
        "0xc000, -2",
        "0x8001, -5.9604644775390625e-8"
    })
    void bitsHaveTheValueOfTheStandard(String bits, float value) {
        assertThat(Float16.value((short) (int) Integer.decode(bits))).isEqualTo(value);
    }

    @Test
    void minusZeroKeepsItsSignAndNotANumberIsNone() {
        assertThat(Float.floatToRawIntBits(Float16.value((short) 0x8000))).isEqualTo(0x80000000);
        assertThat(Float16.value((short) 0x7e00)).isNaN();
    }
}
