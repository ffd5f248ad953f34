package dev.squeezebench.measure.turn;

import java.util.Locale;

/**
 * What a worker does while the others wait; one line of the protocol.
 *
 * @param kind what to do
 * @param cycle number of the cycle, from 1; 0 outside of the cycles
 * @param place place within the cycle, from 1; 0 outside of the cycles
 */
public record Turn(Kind kind, int cycle, int place) {
    /** What is done in a turn. */
    public enum Kind {
        /** Load the model, run the first inference, warm up. */
        PREPARE,
        /** Invocations before the first cycle: the pages of a process that waited may have been taken back. */
        WARM_UP,
        /** Invocations that count. */
        MEASURE,
        /** A block of invocations in a row, at the end of the round. */
        ALONE,
        /** Nothing: the round has fewer cycles than the worker has room for. */
        SKIP,
        /** Save outputs and memory, and end. */
        FINISH
    }

    /** A turn of a cycle; cycles and places count from 1. */
    public static Turn measured(int cycle, int place) {
        return new Turn(Kind.MEASURE, cycle, place);
    }

    /** A turn outside of the cycles. */
    static Turn of(Kind kind) {
        return new Turn(kind, 0, 0);
    }

    String line() {
        return kind.name().toLowerCase(Locale.ROOT) + ' ' + cycle + ' ' + place;
    }

    /**
     * The turn of a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Turn parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("'" + line + "' is no turn");
        }
        return new Turn(
                Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]));
    }
}
