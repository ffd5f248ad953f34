package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "90s,PT1M30S", "3m,PT3M", "1h30m,PT1H30M", "2m30s,PT2M30S"})
    void readsTimesAsPeopleWriteThem(String text, Duration expected) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "m", "-3m", "3 m", "0s", "3m3h", "1.5m"})
    void refusesWhatIsNoTimeAndShowsOne(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .message()
                .matches(message -> message.contains("90s") || message.contains("1ms"));
    }
}
