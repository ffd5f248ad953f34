package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
     * @param outputs every output by itself; empty in files of older versions
     * @param notJudged outputs that were there and could not be judged, such as values too small to tell right from wrong
     */
    record Checked(
            String reference,
            double maxAbsError,
            double maxRelError,
            double cosine,
            double tolerance,
            boolean passed,
            List<OutputError> outputs,
            List<NotJudged> notJudged)
            implements OutputCheck {
        public Checked {
            outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
            notJudged = Collections.unmodifiableList(new ArrayList<>(notJudged));
            if (!Double.isFinite(maxAbsError) || !Double.isFinite(maxRelError) || !Double.isFinite(cosine)) {
                throw new IllegalArgumentException("an error that is no number makes the outputs incomparable");
            }
        }

        /** One of which only the whole is known. */
        public Checked(
                String reference,
                double maxAbsError,
                double maxRelError,
                double cosine,
                double tolerance,
                boolean passed) {
            this(
                    reference,
                    maxAbsError,
                    maxRelError,
                    cosine,
                    tolerance,
                    passed,
                    Collections.emptyList(),
                    Collections.emptyList());
        }
    }

    /**
     * An output that the check says nothing about.
     *
     * @param name of the output
     * @param reason one sentence
     */
    record NotJudged(String name, String reason) {}

    /**
     * Cannot be the reference's outputs: NaN or infinite values, another shape, an output missing. Never passed.
     *
     * @param reference what the outputs should have been compared with
     * @param reason one sentence
     */
    record Incomparable(String reference, String reason) implements OutputCheck {}

    /**
     * Not compared.
     *
     * @param reason one sentence
     */
    record NotChecked(String reason) implements OutputCheck {}
}
