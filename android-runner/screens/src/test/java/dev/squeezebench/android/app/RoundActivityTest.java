package dev.squeezebench.android.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/**
 * Runs {@link ScreensOfRoundActivity} and {@link ProcessesOfTheApp}: by its own runner Robolectric finds no test without a word where its set-up is wrong.
 */
class RoundActivityTest {
    private static final int SCREENS = 7;
    private static final int PROCESSES = 8;

    @Test
    @DisabledOnOs(value = OS.LINUX, architectures = "aarch64", disabledReason = "Robolectric draws on no Linux arm64")
    void everyScreenWasDrawnAndIsRight() {
        assertAllRan(ScreensOfRoundActivity.class, SCREENS);
    }

    @Test
    @DisabledOnOs(value = OS.LINUX, architectures = "aarch64", disabledReason = "Robolectric runs on no Linux arm64")
    void theServicesAndTheInstrumentationDoWhatAndroidWantsOfThem() {
        assertAllRan(ProcessesOfTheApp.class, PROCESSES);
    }

    private static void assertAllRan(Class<?> tests, int count) {
        Result result = JUnitCore.runClasses(tests);
        assertThat(result.getFailures()).isEmpty();
        assertThat(result.getIgnoreCount()).isZero();
        assertThat(result.getRunCount()).as("tests that Robolectric ran").isEqualTo(count);
    }
}
