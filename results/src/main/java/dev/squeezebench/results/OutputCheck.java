package dev.squeezebench.results;

/** Whether the outputs were those of the reference: without that no number is published. */
public sealed interface OutputCheck {
    /**
     * Compared at the positions that the mask keeps.
     *
     * @param reference what the outputs were compared with, such as {@code reference-float64}
     * @param maxAbsError largest absolute difference
     * @param maxRelError largest absolute difference over the largest absolute reference value of that tensor
     * @param cosine smallest cosine similarity of an output tensor
     * @param tolerance largest absolute error allowed
     * @param passed whether the error is within the tolerance
     */
    record Checked(
            String reference, double maxAbsError, double maxRelError, double cosine, double tolerance, boolean passed)
            implements OutputCheck {}

    /**
     * Not compared.
     *
     * @param reason one sentence
     */
    record NotChecked(String reason) implements OutputCheck {}
}
