package dev.squeezebench.measure;

/** Whether something can be used here. */
public sealed interface Availability {
    /**
     * It was tried and works.
     *
     * @param runtime what the runtime says of itself
     */
    record Usable(RuntimeInfo runtime) implements Availability {}

    /**
     * It was tried and does not work.
     *
     * @param reason one sentence: why
     * @param remedy one sentence: what to do
     */
    record Unusable(String reason, String remedy) implements Availability {}
}
