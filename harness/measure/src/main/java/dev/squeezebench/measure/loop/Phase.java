package dev.squeezebench.measure.loop;

import dev.squeezebench.records.text.Words;

/** Part of a trial to which a sample belongs. Only {@link #MEASURE} enters statistics. */
public enum Phase {
    /** Opening the model. */
    LOAD,
    /** The first invocation, which often allocates and packs. */
    FIRST_INFERENCE,
    /** Invocations until they are steady. */
    WARMUP,
    /** Invocations that count. */
    MEASURE,
    /** Invocations in a row at the end of a round in turns. */
    ALONE;

    /** Word in journals, such as {@code first_inference}. */
    public String word() {
        return Words.of(this);
    }
}
