package dev.squeezebench.measure.loop;

import dev.squeezebench.records.text.Words;

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
        return Words.of(this);
    }
}
