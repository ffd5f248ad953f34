package dev.squeezebench.records;

import dev.squeezebench.records.text.Words;

/** How invocations follow one another, in MLPerf's sense. */
public enum LoadPattern {
    /** The next invocation begins when the last one has ended. */
    SINGLE_STREAM;

    /** Word in files and flags, such as {@code single-stream}. */
    public String word() {
        return Words.withDashes(this);
    }

    /**
     * The pattern of a word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static LoadPattern ofWord(String text) {
        for (LoadPattern pattern : values()) {
            if (pattern.word().equals(text)) {
                return pattern;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no load pattern: there is single-stream");
    }
}
