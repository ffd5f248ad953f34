package dev.squeezebench.android.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/** Runs {@link ScreensOfRoundActivity}: by its own runner Robolectric finds no test without a word where its set-up is wrong. */
class RoundActivityTest {
    private static final int SCREENS = 7;

    @Test
    @DisabledOnOs(value = OS.LINUX, architectures = "aarch64", disabledReason = "Robolectric draws on no Linux arm64")
    void everyScreenWasDrawnAndIsRight() {
        Result result = JUnitCore.runClasses(ScreensOfRoundActivity.class);
        assertThat(result.getFailures()).isEmpty();
        assertThat(result.getIgnoreCount()).isZero();
        assertThat(result.getRunCount()).as("tests that Robolectric ran").isEqualTo(SCREENS);
    }
}
