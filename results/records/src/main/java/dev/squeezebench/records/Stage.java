package dev.squeezebench.records;

import dev.squeezebench.records.text.Words;

/** How far a trial had come when it failed. */
public enum Stage {
    START,
    LOAD,
    FIRST_INFERENCE,
    WARM_UP,
    MEASURE,
    OUTPUT_CHECK;

    /** Word in result files, such as {@code output_check}. */
    public String word() {
        return Words.of(this);
    }
}
