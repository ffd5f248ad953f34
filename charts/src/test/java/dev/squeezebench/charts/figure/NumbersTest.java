package dev.squeezebench.charts.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2.5149, 2.51",
        "0.43951, 0.440",
        "0.001234, 0.00123",
        "99.96, 100",
        "111.24, 111",
        "2160.4, 2160",
        "123456, 123456",
        "9.999, 10.0"
    })
    void threeSignificantDigitsWithoutAnExponent(double value, String text) {
        assertThat(Numbers.significant(value, 3)).isEqualTo(text);
    }
}
