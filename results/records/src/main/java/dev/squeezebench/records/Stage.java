package dev.squeezebench.records;

import java.util.Locale;

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
        return name().toLowerCase(Locale.ROOT);
    }

    /** Stage of a result file's word. */
    public static Stage ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
