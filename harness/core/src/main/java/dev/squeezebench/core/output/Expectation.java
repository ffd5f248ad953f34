package dev.squeezebench.core.output;

import java.nio.file.Path;

/** What the outputs of a scenario are compared with. */
public sealed interface Expectation {
    /**
     * Outputs that are known before anything runs.
     *
     * @param file safetensors file with them by name
     * @param name what they are, such as {@code reference-float64}
     * @param tolerance how far outputs may be from them
     */
    record Known(Path file, String name, OutputTolerance tolerance) implements Expectation {}

    /**
     * What the first of several scenarios computed from the same model file and the same inputs: it is unknown whether
     * that is right, but two runtimes that agree have hardly made the same mistake.
     *
     * @param file the same for all of them; written by the first that gets as far as its outputs
     * @param tolerance how far outputs may be from the first's
     */
    record Agreement(Path file, OutputTolerance tolerance) implements Expectation {}

    /**
     * Nothing to compare with, or nothing that a comparison could tell.
     *
     * @param reason one sentence
     * @param remedy one sentence: what to do
     */
    record None(String reason, String remedy) implements Expectation {}
}
