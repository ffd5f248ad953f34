package dev.squeezebench.records;

/**
 * How far one output of a model is from what was expected, at the positions that the mask keeps.
 *
 * @param name of the output
 * @param maxAbsError largest absolute difference
 * @param maxRelError largest absolute difference over the largest absolute expected value
 * @param cosine cosine similarity
 * @param tolerance largest absolute difference allowed
 */
public record OutputError(String name, double maxAbsError, double maxRelError, double cosine, double tolerance) {
    public OutputError {
        if (!Double.isFinite(maxAbsError) || !Double.isFinite(maxRelError) || !Double.isFinite(cosine)) {
            throw new IllegalArgumentException("an error that is no number makes an output incomparable");
        }
    }
}
