package dev.squeezebench.measure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.trial.FakeRuntime;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void steadyNoiseEndsAtTheLeastTimeNearlyAlways() throws Exception {
        int runs = 400;
        int prompt = 0;
        for (int seed = 0; seed < runs; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Ended ended = warmUp(n -> Math.round((1 + 0.1 * random.nextDouble()) * MILLISECOND));
            prompt += ended.totalNs() < 1.2e9 ? 1 : 0;
        }
        // The test errs at 3% by its level and less by its half percent.
        assertThat(prompt).isGreaterThan(runs * 95 / 100);
    }

    @Test
    void whatIsSteadyAtOnceWarmsUpForTheLeastTimeAllTheSame() throws Exception {
        assertThat(warmUp(n -> MILLISECOND).totalNs()).isGreaterThanOrEqualTo(WarmUpLimits.DEFAULT.leastNs());
    }

    @Test
    void aSlowSteadyModelDoesNotWarmUpLongerThanTwoAndAHalfSeconds() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        Ended ended = warmUp(n -> Math.round((280 + 10 * random.nextDouble()) * MILLISECOND));

        assertThat(ended.samples()).isBetween(4, 9);
        assertThat(ended.totalNs()).isLessThan(2_500 * MILLISECOND);
    }

    @Test
    void latencyThatStillFallsGoesOnUntilItIsSteady() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        // Twice as slow at first, with a time constant of 0.4 s.
        Ended ended =
                warmUp(n -> Math.round((10 + 10 * Math.exp(-n / 30.0) + 0.2 * random.nextDouble()) * MILLISECOND));

        assertThat(ended.totalNs()).isBetween(1_400 * MILLISECOND, 2_500 * MILLISECOND);
        assertThat(ended.trend())
                .hasValueSatisfying(trend -> assertThat(trend.fallSeen()).isFalse());
    }

    @Test
    void latencyThatNeverStopsFallingEndsAtTheLimitAndSaysSo() throws Exception {
        // Falls by a factor of e each half second.
        Ended ended = warmUp(n -> Math.round(10 * MILLISECOND / (1 + n / 50.0)));

        assertThat(ended.totalNs()).isBetween(2_490 * MILLISECOND, 2_520 * MILLISECOND);
        assertThat(ended.trend())
                .hasValueSatisfying(trend -> assertThat(trend.fallSeen()).isTrue());
    }

    @Test
    void aVerySlowModelGetsTheFourSamplesThatAJudgementNeeds() throws Exception {
        Ended ended = warmUp(n -> 30_000 * MILLISECOND);

        assertThat(ended.samples()).isEqualTo(4);
        assertThat(ended.trend()).isPresent();
    }

    @Test
    void aCertainFallThatIsTooSmallToMatterIsSteady() throws Exception {
        Ended ended = warmUp(n -> 10 * MILLISECOND - n);

        assertThat(ended.totalNs()).isLessThan(1_100 * MILLISECOND);
        assertThat(ended.trend()).hasValueSatisfying(trend -> {
            assertThat(trend.probability()).isLessThan(0.001);
            assertThat(trend.fallSeen()).isFalse();
        });
    }

    @Test
    void tooFewSamplesCannotBeJudged() throws Exception {
        Ended ended = warmUp(n -> MILLISECOND, new WarmUpLimits(0, 1, 1_000 * MILLISECOND, 3));

        assertThat(ended.samples()).isEqualTo(3);
        assertThat(ended.trend()).isEmpty();
    }

    @Test
    void oneLongPauseDoesNotCountAsATrend() throws Exception {
        Ended ended = warmUp(n -> n == 120 ? 80 * MILLISECOND : 5 * MILLISECOND + n % 3);

        assertThat(ended.totalNs()).isLessThan(1_200 * MILLISECOND);
    }

    @Test
    void aDeviceIsWarmedUpForTwoAndAHalfSecondsHoweverSteadyItLooks() throws Exception {
        assertThat(warmUp(n -> MILLISECOND, WarmUpLimits.DEFAULT.onDevice()).totalNs())
                .isBetween(2_500 * MILLISECOND, 2_510 * MILLISECOND);
        assertThat(new WarmUpLimits(100 * MILLISECOND, 1, 300 * MILLISECOND, 7).onDevice())
                .isEqualTo(new WarmUpLimits(2_500 * MILLISECOND, 1, 2_500 * MILLISECOND, 7));
        assertThat(new WarmUpLimits(3_000 * MILLISECOND, 1, 4_000 * MILLISECOND, 7).onDevice())
                .isEqualTo(new WarmUpLimits(3_000 * MILLISECOND, 1, 4_000 * MILLISECOND, 7));
    }

    private record Ended(int samples, long totalNs, Optional<WarmUpTrend> trend) {}

    private static Ended warmUp(IntToLongFunction duration) throws RunnerException, IOException {
        return warmUp(duration, WarmUpLimits.DEFAULT);
    }

    private static Ended warmUp(IntToLongFunction duration, WarmUpLimits limits) throws RunnerException, IOException {
        FakeClock clock = FakeClock.withCpu();
        MeasuringLoop loop = new MeasuringLoop(clock);
        Recorder recorder = loop.recorder(1);
        long start = clock.wallNs();
        Optional<WarmUpTrend> trend = loop.warmUp(new FakeRuntime(clock, duration), limits, recorder, () -> {});
        return new Ended(recorder.size(), clock.wallNs() - start, trend);
    }
}
