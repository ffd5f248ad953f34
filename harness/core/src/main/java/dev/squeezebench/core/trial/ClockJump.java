package dev.squeezebench.core.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the machine slept, or its clock was set, since this was made: then the wall clock moved by another time than the
 * monotonic one, which stops while a machine sleeps and cannot be set. What was measured across that has seen
 * caches and clocks of two machines, as it were.
 */
final class ClockJump {
    /** Clocks that are kept right in small steps differ by 0.05% at most: by far less than this in the longest round. */
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    private final InstantSource wall;
    private final LongSupplier monotonicNs;
    private final Instant wallBegin;
    private final long monotonicBegin;

    ClockJump(InstantSource wall, LongSupplier monotonicNs) {
        this.wall = wall;
        this.monotonicNs = monotonicNs;
        this.wallBegin = wall.instant();
        this.monotonicBegin = monotonicNs.getAsLong();
    }

    /** What happened, in one sentence; empty where both clocks moved alike. */
    Optional<String> jump() {
        Duration ahead =
                Duration.between(wallBegin, wall.instant()).minusNanos(monotonicNs.getAsLong() - monotonicBegin);
        if (ahead.abs().compareTo(TOLERATED) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                ahead.isNegative()
                        ? "the machine's clock was set back by " + -ahead.toSeconds() + " seconds meanwhile"
                        : "the machine slept, or its clock was set, for " + ahead.toSeconds() + " seconds meanwhile");
    }
}
