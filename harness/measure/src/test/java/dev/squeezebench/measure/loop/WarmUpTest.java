package dev.squeezebench.measure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.trial.FakeRuntime;
import dev.squeezebench.records.LongSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void steady_noise_ends_at_the_least_time_nearly_always() throws Exception {
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
    void what_is_steady_at_once_warms_up_for_the_least_time_all_the_same() throws Exception {
        assertThat(warmUp(n -> MILLISECOND).totalNs()).isGreaterThanOrEqualTo(WarmUpLimits.DEFAULT.leastNs());
    }

    @Test
    void a_slow_steady_model_does_not_warm_up_longer_than_two_and_a_half_seconds() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        Ended ended = warmUp(n -> Math.round((280 + 10 * random.nextDouble()) * MILLISECOND));

        assertThat(ended.samples()).isBetween(4, 9);
        assertThat(ended.totalNs()).isLessThan(2_500 * MILLISECOND);
    }

    @Test
    void latency_that_still_falls_goes_on_until_it_is_steady() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        // Twice as slow at first, with a time constant of 0.4 s.
        Ended ended =
                warmUp(n -> Math.round((10 + 10 * Math.exp(-n / 30.0) + 0.2 * random.nextDouble()) * MILLISECOND));

        assertThat(ended.totalNs()).isBetween(1_400 * MILLISECOND, 2_500 * MILLISECOND);
        assertThat(ended.trend())
                .hasValueSatisfying(trend -> assertThat(trend.steady()).isTrue());
    }

    @Test
    void latency_that_never_stops_falling_ends_at_the_limit_and_says_so() throws Exception {
        // Falls by a factor of e each half second.
        Ended ended = warmUp(n -> Math.round(10 * MILLISECOND / (1 + n / 50.0)));

        assertThat(ended.totalNs()).isBetween(2_490 * MILLISECOND, 2_520 * MILLISECOND);
        assertThat(ended.trend())
                .hasValueSatisfying(trend -> assertThat(trend.steady()).isFalse());
    }

    @Test
    void a_very_slow_model_gets_the_four_samples_that_a_judgement_needs() throws Exception {
        Ended ended = warmUp(n -> 30_000 * MILLISECOND);

        assertThat(ended.samples()).isEqualTo(4);
        assertThat(ended.trend()).isPresent();
    }

    @Test
    void a_certain_fall_that_is_too_small_to_matter_is_steady() throws Exception {
        Ended ended = warmUp(n -> 10 * MILLISECOND - n);

        assertThat(ended.totalNs()).isLessThan(1_100 * MILLISECOND);
        assertThat(ended.trend()).hasValueSatisfying(trend -> {
            assertThat(trend.probability()).isLessThan(0.001);
            assertThat(trend.steady()).isTrue();
        });
    }

    @Test
    void too_few_samples_cannot_be_judged() throws Exception {
        Ended ended = warmUp(n -> MILLISECOND, new WarmUpLimits(0, 1, 1_000 * MILLISECOND, 3));

        assertThat(ended.samples()).isEqualTo(3);
        assertThat(ended.trend()).isEmpty();
    }

    @Test
    void one_long_pause_does_not_count_as_a_trend() throws Exception {
        Ended ended = warmUp(n -> n == 120 ? 80 * MILLISECOND : 5 * MILLISECOND + n % 3);

        assertThat(ended.totalNs()).isLessThan(1_200 * MILLISECOND);
    }

    @Test
    void a_clock_that_still_climbs_keeps_a_steady_latency_warming_up() throws Exception {
        // From 210 MHz in equal steps, at 1.98 GHz after 1.2 s: four readings of that are there 0.6 s later.
        Ended ended =
                warmUp(n -> 10 * MILLISECOND, now -> (int) (210 + 1770 * Math.min(1, now / (1_200.0 * MILLISECOND))));

        assertThat(ended.totalNs()).isBetween(1_800 * MILLISECOND, 2_000 * MILLISECOND);
        assertThat(ended.clocks()).hasValue(clocks(1980, 1980, 1980, 1980));
    }

    @Test
    void a_clock_that_never_stands_ends_at_the_limit_and_says_so() throws Exception {
        Ended ended = warmUp(n -> 10 * MILLISECOND, now -> now / (200 * MILLISECOND) % 2 == 0 ? 1200 : 1700);

        assertThat(ended.totalNs()).isBetween(2_490 * MILLISECOND, 2_520 * MILLISECOND);
        assertThat(ended.clocks())
                .hasValueSatisfying(spread -> assertThat(spread.steady()).isFalse());
    }

    @Test
    void neighbouring_steps_of_the_coarsest_clock_are_steady() throws Exception {
        Ended ended = warmUp(n -> 10 * MILLISECOND, now -> now / (200 * MILLISECOND) % 2 == 0 ? 1100 : 1150);

        assertThat(ended.totalNs()).isLessThan(1_200 * MILLISECOND);
    }

    @Test
    void a_clock_that_nobody_reads_any_more_is_waited_for_until_the_limit() throws Exception {
        Ended ended = warmUp(
                FakeClock.withCpu(),
                n -> 10 * MILLISECOND,
                WarmUpLimits.DEFAULT,
                () -> Optional.of(ClockSpread.of(List.of())));

        assertThat(ended.totalNs()).isBetween(2_490 * MILLISECOND, 2_520 * MILLISECOND);
        assertThat(ended.clocks())
                .hasValueSatisfying(spread -> assertThat(spread.known()).isFalse());
    }

    private record Ended(int samples, long totalNs, Optional<Trend> trend, Optional<ClockSpread> clocks) {}

    /** With a device whose clock is read every 0.2 s, in megahertz by the time since the start. */
    private static Ended warmUp(IntToLongFunction duration, LongToIntFunction megahertz)
            throws RunnerException, IOException {
        FakeClock clock = FakeClock.withCpu();
        long start = clock.wallNs();
        return warmUp(clock, duration, WarmUpLimits.DEFAULT, () -> {
            List<DeviceClock> read = new ArrayList<>();
            for (long at = 0; at <= clock.wallNs() - start; at += 200 * MILLISECOND) {
                read.add(new DeviceClock("card0", megahertz.applyAsInt(at) * 1_000_000L));
            }
            return Optional.of(ClockSpread.of(read));
        });
    }

    private static ClockSpread clocks(long... megahertz) {
        return new ClockSpread(LongSeries.of(
                LongStream.of(megahertz).map(value -> value * 1_000_000).toArray()));
    }

    private static Ended warmUp(IntToLongFunction duration) throws RunnerException, IOException {
        return warmUp(duration, WarmUpLimits.DEFAULT);
    }

    private static Ended warmUp(IntToLongFunction duration, WarmUpLimits limits) throws RunnerException, IOException {
        return warmUp(FakeClock.withCpu(), duration, limits, DeviceClocks.UNREAD);
    }

    private static Ended warmUp(FakeClock clock, IntToLongFunction duration, WarmUpLimits limits, DeviceClocks clocks)
            throws RunnerException, IOException {
        MeasuringLoop loop = new MeasuringLoop(clock);
        Recorder recorder = loop.recorder(1);
        long start = clock.wallNs();
        WarmUpEnd end = loop.warmUp(new FakeRuntime(clock, duration), limits, recorder, clocks, () -> {});
        return new Ended(recorder.size(), clock.wallNs() - start, end.latency(), end.clocks());
    }
}
