package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Warning;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleWarningsTest {
    private static final int SERIES = 400;

    /** One mode of any usual shape, no trend: at most as many false alarms as the drift test's 1% lets through. */
    @ParameterizedTest
    @ValueSource(ints = {10, 50, 300})
    void areRareOnSteadySamplesOfAnyUsualShape(int n) {
        for (Shape shape : Shape.values()) {
            SplittableRandom random = new SplittableRandom(n);
            int warned = 0;
            for (int i = 0; i < SERIES; i++) {
                warned += SampleWarnings.of(series(n, j -> 1e6 * shape.draw(random)))
                                .isEmpty()
                        ? 0
                        : 1;
            }
            // 1% and three standard errors of it over 400 series: sqrt(.01 * .99 / 400) = .005
            assertThat(warned / (double) SERIES)
                    .as(shape + ", " + n + " samples")
                    .isLessThanOrEqualTo(0.025);
        }
    }

    @Test
    void nameTwoSpeedsThatAlternate() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(SampleWarnings.of(
                        series(50, i -> (random.nextInt(3) == 0 ? 1.1e6 : 1e6) + 2e3 * random.nextGaussian())))
                .extracting(Warning::code)
                .containsExactly("bimodal");
    }

    @Test
    void nameATrendWithItsSize() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(SampleWarnings.of(series(200, i -> 1e6 * (1 + 0.1 * i / 199) + 5e3 * random.nextGaussian())))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("drift");
                    assertThat(warning.message()).matches("invocations became (9\\.\\d|10\\.0)% slower within a trial");
                });
    }

    @Test
    void sayWhatHelpsAgainstATrendUpAndAgainstOneDown() {
        assertThat(SampleWarnings.of(series(200, i -> 1e6 + 500 * i)))
                .extracting(Warning::remedy)
                .containsExactly("let the machine cool down, or lock its clocks (see doctor)");
        assertThat(SampleWarnings.of(series(200, i -> 1e6 - 500 * i)))
                .extracting(Warning::remedy)
                .containsExactly("let other work on this machine end, or lock its clocks (see doctor)");
    }

    @Test
    void doNotMindAFewStraySamples() {
        assertThat(SampleWarnings.of(series(100, i -> i % 20 == 7 ? 3e6 : 1e6 + i % 7)))
                .isEmpty();
    }

    private enum Shape {
        NORMAL,
        UNIFORM,
        EXPONENTIAL,
        HEAVY;

        double draw(SplittableRandom random) {
            return switch (this) {
                case NORMAL -> 1 + 0.03 * random.nextGaussian();
                case UNIFORM -> 1 + 0.2 * random.nextDouble();
                case EXPONENTIAL -> 1 - 0.1 * Math.log(1 - random.nextDouble());
                case HEAVY -> 1 + 0.02 * Math.exp(random.nextGaussian());
            };
        }
    }

    private static LongSeries series(int n, IntToDoubleFunction value) {
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.round(value.applyAsDouble(i));
        }
        return LongSeries.of(values);
    }
}
