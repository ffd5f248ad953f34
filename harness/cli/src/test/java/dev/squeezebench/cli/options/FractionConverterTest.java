package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FractionConverterTest {
    @ParameterizedTest
    @CsvSource({"1%,0.01", "0.01,0.01", "0.5%,0.005", "50%,0.5"})
    void readsSharesWithAndWithoutPercent(String text, double expected) {
        assertThat(new FractionConverter().convert(text)).isCloseTo(expected, Offset.offset(1e-15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "0", "-1%", "101%", "100%", "1", "NaN", "one"})
    void refusesWhatIsNoShare(String text) {
        assertThatThrownBy(() -> new FractionConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
