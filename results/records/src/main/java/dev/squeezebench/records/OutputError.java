package dev.squeezebench.records;

import java.util.Optional;

/**
 * How far one output of a model is from what was expected, at the positions that the mask keeps.
 *
 * @param name of the output
 * @param maxAbsError largest absolute difference
 * @param maxRelError largest absolute difference over the largest absolute expected value
 * @param cosine cosine similarity
 * @param tolerance absolute difference allowed for the element that comes closest to its bound, or exceeds it most
 * @param norm the whole output's difference; absent where the elements alone decide, and in files of version 1
 * @param passed whether every element and the norm are within their bounds
 */
public record OutputError(
        String name,
        double maxAbsError,
        double maxRelError,
        double cosine,
        double tolerance,
        Optional<Norm> norm,
        boolean passed) {
    public OutputError {
        if (!Double.isFinite(maxAbsError) || !Double.isFinite(maxRelError) || !Double.isFinite(cosine)) {
            throw new IllegalArgumentException("an error that is no number makes an output incomparable");
        }
    }

    /**
     * Euclidean norm of all differences over that of the expected values.
     *
     * @param error as found
     * @param tolerance as allowed
     */
    public record Norm(double error, double tolerance) {
        public Norm {
            if (!Double.isFinite(error) || !Double.isFinite(tolerance)) {
                throw new IllegalArgumentException("an error that is no number makes an output incomparable");
            }
        }
    }
}
