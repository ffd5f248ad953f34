package dev.squeezebench.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "9960,10 kB",
        "438000000,438 MB",
        "999600,1.0 MB",
        "2500000000,2.5 GB"
    })
    void sizesHaveTwoOrThreeDigits(long bytes, String text) {
        assertThat(ByteSizes.text(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.2S,1 s", "PT59S,59 s", "PT60S,1 min", "PT200S,3 min 20 s", "PT2H5M10S,2 h 5 min"})
    void timesAreRoundedUp(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }
}
