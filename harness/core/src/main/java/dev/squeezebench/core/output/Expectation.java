package dev.squeezebench.core.output;

import java.nio.file.Path;

/** What the outputs of a scenario are compared with. */
public sealed interface Expectation {
    /**
     * Whether it is of the first inference of a fresh process, and not of the last measured one: of a model that keeps values
     * from one invocation to the next.
     */
    default boolean isOfFirstInference() {
        return false;
    }

    /**
     * Outputs that are known before anything runs.
     *
     * @param file safetensors file with them by name
     * @param name what they are, such as {@code reference-float64}
     * @param tolerance how far outputs may be from them
     * @param isOfFirstInference whether they are compared with what the first inference gives
     */
    record Known(Path file, String name, OutputTolerance tolerance, boolean isOfFirstInference)
            implements Expectation {}

    /**
     * What the first of several scenarios computed from the same model file and the same inputs: it is unknown whether
     * that is right, but two runtimes that agree have hardly made the same mistake.
     *
     * @param file the same for all of them; written by the first that gets as far as its outputs
     * @param tolerance how far outputs may be from the first's
     * @param isOfFirstInference whether the first inference of either is compared
     */
    record Agreement(Path file, OutputTolerance tolerance, boolean isOfFirstInference) implements Expectation {}

    /**
     * Nothing to compare with, or nothing that a comparison could show.
     *
     * @param reason one sentence
     * @param remedy one sentence: what to do
     */
    record None(String reason, String remedy) implements Expectation {}
}
