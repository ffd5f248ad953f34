package dev.squeezebench.android.lab.phone;

import dev.squeezebench.records.WarningCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a phone is in a state in which what is measured counts; before a round, and again after it. */
public final class Fitness {
    /** Below, phones begin to save power; above, charging slows down and heats. */
    static final double LEAST_CHARGE = .40;

    static final double MOST_CHARGE = .90;

    static final double MOST_CELSIUS = 32;

    /** What the largest of our models takes, with Android's own reserve. */
    static final long LEAST_MEMORY = 1L << 30;

    static final long LEAST_SPACE = 1L << 30;

    /** The app's: Android 8. */
    static final int LEAST_API = 26;

    /** Journals of the phone have its own time. */
    static final Duration MOST_CLOCK_ERROR = Duration.ofMinutes(5);

    private Fitness() {}

    /**
     * One reason why a phone is not fit.
     *
     * @param flag word of the outcome {@code invalid} where it is so after a round; empty where it cannot come about in one
     * @param message what was seen, in one clause
     * @param remedy what to do, in one clause
     */
    public record Obstacle(String flag, String message, String remedy) {
        /** Both clauses. */
        public String line() {
            return message + ": " + remedy;
        }
    }

    /** Every reason why a phone is not fit; none where it is, or does not tell. */
    public static List<Obstacle> obstacles(PhoneFacts phone, Instant now) {
        List<Obstacle> found = new ArrayList<>();
        if (!phone.isBooted()) {
            found.add(new Obstacle("", "Android has not finished starting", "wait for the home screen"));
        }
        phone.api().ifPresent(level -> {
            if (level < LEAST_API) {
                found.add(new Obstacle(
                        "",
                        "its Android has API level " + level + ", and the app needs level " + LEAST_API,
                        "measure a device with Android 8 or newer"));
            }
        });
        phone.battery().ratio().ifPresent(ratio -> {
            String charge = "its battery is at " + Math.round(ratio * 100) + '%';
            if (ratio < LEAST_CHARGE) {
                found.add(new Obstacle("", charge, "charge it to at least 40%"));
            } else if (ratio > MOST_CHARGE) {
                found.add(
                        new Obstacle("", charge, "let it discharge to at most 90%, so that charging does not heat it"));
            }
        });
        phone.battery().celsius().ifPresent(celsius -> {
            if (celsius > MOST_CELSIUS) {
                found.add(new Obstacle(
                        WarningCode.HOT.word(),
                        String.format(Locale.ROOT, "its battery has %.1f °C", celsius),
                        "let it cool down to at most 32 °C"));
            }
        });
        phone.thermalStatus().ifPresent(status -> {
            if (status > 0) {
                found.add(new Obstacle(
                        WarningCode.THROTTLED.word(),
                        "Android reports thermal status " + status,
                        "let it cool down until the status is 0"));
            }
        });
        if (phone.lowPower().orElse(false)) {
            found.add(new Obstacle("", "its battery saver is on", "turn it off"));
        }
        phone.memory().availableBytes().ifPresent(bytes -> {
            if (bytes < LEAST_MEMORY) {
                found.add(new Obstacle(
                        WarningCode.LOW_MEMORY.word(),
                        (bytes >> 20) + " MiB of its memory are free",
                        "close apps or restart it, so that 1024 MiB are free"));
            }
        });
        phone.freeBytes().ifPresent(bytes -> {
            if (bytes < LEAST_SPACE) {
                found.add(new Obstacle(
                        "",
                        (bytes >> 20) + " MiB of its storage are free",
                        "free 1024 MiB; 'squeezebench devices clean' removes the models that were pushed"));
            }
        });
        phone.clock().ifPresent(clock -> {
            Duration error = Duration.between(now, clock).abs();
            if (error.compareTo(MOST_CLOCK_ERROR) > 0) {
                found.add(new Obstacle(
                        "",
                        "its clock is wrong by "
                                + (error.toHours() > 0 ? error.toHours() + " hours" : error.toMinutes() + " minutes"),
                        "set date and time automatically in its settings"));
            }
        });
        return List.copyOf(found);
    }
}
