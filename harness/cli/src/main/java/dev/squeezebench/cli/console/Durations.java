package dev.squeezebench.cli.console;

import java.time.Duration;

/** Times for people. */
public final class Durations {
    private Durations() {}

    /** Such as {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}; rounded to the next second. */
    public static String text(Duration duration) {
        long seconds = duration.plusMillis(999).toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h" + (seconds % 3600 < 60 ? "" : " " + seconds % 3600 / 60 + " min");
    }
}
