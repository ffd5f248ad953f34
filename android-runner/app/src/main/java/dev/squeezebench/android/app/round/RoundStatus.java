package dev.squeezebench.android.app.round;

import dev.squeezebench.records.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a round is, for the screen.
 *
 * @param arms what is measured, in the words of whoever asked for it
 * @param cores word for the processors, such as {@code big}
 * @param cycle that runs, from 1; absent before the first one
 * @param cycles that there will be; absent until everything is warm, and where arms do not take turns
 * @param device latest readings of the device
 * @param end how it ended, in one sentence; absent while it runs
 */
public record RoundStatus(
        List<String> arms,
        String cores,
        OptionalInt cycle,
        OptionalInt cycles,
        List<Reading> device,
        Optional<String> end) {
    public RoundStatus {
        arms = Collections.unmodifiableList(new ArrayList<>(arms));
        device = Collections.unmodifiableList(new ArrayList<>(device));
    }

    /** Of a round that begins. */
    static RoundStatus begins(List<String> arms, String cores) {
        return new RoundStatus(
                arms, cores, OptionalInt.empty(), OptionalInt.empty(), Collections.emptyList(), Optional.empty());
    }

    RoundStatus inCycle(int number) {
        return new RoundStatus(arms, cores, OptionalInt.of(number), cycles, device, end);
    }

    RoundStatus of(int allCycles) {
        return new RoundStatus(arms, cores, cycle, OptionalInt.of(allCycles), device, end);
    }

    RoundStatus read(List<Reading> readings) {
        return new RoundStatus(arms, cores, cycle, cycles, readings, end);
    }

    RoundStatus ended(String how) {
        return new RoundStatus(arms, cores, cycle, cycles, device, Optional.of(how));
    }

    /** The latest reading of a name. */
    public Optional<Reading> reading(String name) {
        return device.stream().filter(reading -> reading.name().equals(name)).findFirst();
    }
}
