package dev.squeezebench.measure.loop;

import java.util.Locale;

/** When in a trial memory was read. */
public enum MemoryPoint {
    /** The runtime's library is loaded, the model is not. */
    BEFORE_LOAD,
    /** The model is open and its inputs are bound. */
    AFTER_LOAD,
    /** Highest while measuring. */
    PEAK,
    /** Used Java heap after measuring. */
    HEAP;

    /** Word in journals, such as {@code before_load}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Point of a journal's word.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static MemoryPoint ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
