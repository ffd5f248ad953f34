package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private long now = -5;

    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(20), () -> now);

    @Test
    void aProcessThatWritesNothingForTooLongIsStalled() {
        watchdog.sawProgress();
        pass(20);
        assertThat(watchdog.isStalled()).isFalse();
        pass(1);
        assertThat(watchdog.isStalled()).isTrue();
    }

    @Test
    void whatItWritesStartsTheTimeAnew() {
        watchdog.sawProgress();
        pass(15);
        watchdog.sawProgress();
        pass(15);

        assertThat(watchdog.isStalled()).isFalse();
    }

    @Test
    void twoJvmsHaveAMinuteToStart() {
        pass(60);
        assertThat(watchdog.isStalled()).isFalse();
        pass(1);
        assertThat(watchdog.isStalled()).isTrue();
    }

    @Test
    void aLongerTimeoutCountsFromTheStart() {
        Watchdog patient = new Watchdog(Duration.ofMinutes(5), () -> now);
        pass(299);
        assertThat(patient.isStalled()).isFalse();
        pass(2);
        assertThat(patient.isStalled()).isTrue();
    }

    @Test
    void aProcessThatWaitsForItsTurnIsNotStalledHoweverLongItIsSilent() {
        watchdog.sawProgress();
        pass(15);
        watchdog.rest();
        pass(3600);
        assertThat(watchdog.isStalled()).isFalse();

        watchdog.work();
        assertThat(watchdog.isStalled()).isFalse();
        pass(20);
        assertThat(watchdog.isStalled()).isFalse();
        pass(1);
        assertThat(watchdog.isStalled()).isTrue();
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }
}
