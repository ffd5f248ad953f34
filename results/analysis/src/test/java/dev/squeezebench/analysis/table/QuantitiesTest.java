package dev.squeezebench.analysis.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.statistics.GeometricMean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "850, 850.0 ns",
        "9_999, 9.999 \u00b5s",
        "912_345, 912.3 \u00b5s",
        "56_512_345, 56.51 ms",
        "131_249_000, 131.2 ms",
        "1_700_000_000, 1.700 s",
        "2160000000000, 2160 s"
    })
    void durationsHaveFourDigits(String ns, String printed) {
        assertThat(Quantities.duration(Double.parseDouble(ns.replace("_", "")))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "512, 512 B",
        "999, 999 B",
        "20_480, 20.5 kB",
        "438_000_000, 438 MB",
        "9_996_000, 10.0 MB",
        "999_600_000, 1.00 GB",
        "1_250_000_000, 1.25 GB"
    })
    void sizesArePowersOfTen(String bytes, String printed) {
        assertThat(Quantities.bytes(Double.parseDouble(bytes.replace("_", "")))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({"PT0.2S,1 s", "PT59S,59 s", "PT60S,1 min", "PT200S,3 min 20 s", "PT2H5M10S,2 h 5 min"})
    void waitingIsRoundedUp(Duration duration, String printed) {
        assertThat(Quantities.waiting(duration)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({"2.507, 2.51x", "0.441, 0.441x", "0.0123, 0.0123x", "12.34, 12.34x"})
    void factorsHaveThreeDigits(double factor, String printed) {
        assertThat(Quantities.factor(factor)).isEqualTo(printed);
    }

    @Test
    void bothEndsShareTheUnitOfTheEstimate() {
        GeometricMean mean = GeometricMean.of(900_000, 1_200_000);
        assertThat(Quantities.duration(mean.value())).isEqualTo("1.039 ms");
        assertThat(Quantities.durationSpread(mean)).isEqualTo("0.900-1.200");
        assertThat(Quantities.ratio(GeometricMean.of(2, 3))).isEqualTo("2.45x (range 2.00-3.00)");
    }

    @Test
    void oneValueHasNoRange() {
        GeometricMean one = GeometricMean.of(0.8689);
        assertThat(Quantities.durationSpread(one)).isEmpty();
        assertThat(Quantities.factorSpread(one)).isEmpty();
        assertThat(Quantities.ratio(one)).isEqualTo("0.869x (one round)");
    }
}
