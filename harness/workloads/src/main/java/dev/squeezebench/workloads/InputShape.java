package dev.squeezebench.workloads;

import java.util.OptionalInt;

/**
 * How many sequences go in, and what of each its mask hides.
 *
 * @param batch sequences, at least 1
 * @param sequenceLength positions of each, at least 1
 * @param paddingPercent share of positions hidden at the end of every sequence, 0 to 99 of a hundred; absent for {@link
 *     #uneven}
 */
public record InputShape(int batch, int sequenceLength, OptionalInt paddingPercent) {
    public InputShape {
        if (batch < 1 || sequenceLength < 1) {
            throw new IllegalArgumentException(
                    "batch " + batch + " and sequence length " + sequenceLength + " must be at least 1");
        }
        if (paddingPercent.orElse(0) > 0 && sequenceLength == 1) {
            throw new IllegalArgumentException("a sequence of one position has none to hide");
        }
    }

    /** Sequences of full length. */
    public static InputShape full(int batch, int sequenceLength) {
        return new InputShape(batch, sequenceLength, OptionalInt.of(0));
    }

    /**
     * Sequences that are padded differently, so that a mask which is taken from another row shows in the outputs: in a batch
     * the first row is full and each further one is padded more, up to a half; a single row is padded by an eighth.
     */
    public static InputShape uneven(int batch, int sequenceLength) {
        return new InputShape(batch, sequenceLength, OptionalInt.empty());
    }

    /** Positions that a row's mask keeps, at least the first. A share is rounded to whole positions, and never to none. */
    public int kept(int row) {
        if (paddingPercent.isPresent()) {
            int percent = paddingPercent.getAsInt();
            int hidden = (int) Math.round(sequenceLength * (percent / 100.0));
            return percent == 0 ? sequenceLength : Math.max(1, sequenceLength - Math.max(1, hidden));
        }
        if (batch == 1) {
            return sequenceLength == 1 ? 1 : sequenceLength - Math.max(1, sequenceLength / 8);
        }
        return sequenceLength - (int) ((long) row * sequenceLength / (2L * (batch - 1)));
    }

    /** As in names of files: {@code b1-s128}, {@code b1-s128-p25}, {@code b1-s128-uneven}. */
    public String word() {
        String padding = paddingPercent.isPresent() ? "-p" + paddingPercent.getAsInt() : "-uneven";
        return "b" + batch + "-s" + sequenceLength + (paddingPercent.orElse(1) == 0 ? "" : padding);
    }
}
