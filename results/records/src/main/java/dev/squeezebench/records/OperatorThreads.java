package dev.squeezebench.records;

/**
 * How a runtime's threads carried an operator, where it says so.
 *
 * @param tookPart how many of them ran a part of it, on average over the profiled invocations; 1 at least
 * @param waitNs time in an invocation that the calling thread waited for the others, on average
 */
public record OperatorThreads(double tookPart, long waitNs) {
    public OperatorThreads {
        if (!(tookPart >= 1) || waitNs < 0) {
            throw new IllegalArgumentException("at least the calling thread took part");
        }
    }
}
