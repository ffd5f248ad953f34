package dev.squeezebench.workloads;

/** Receives how far a long piece of work has come; called often, so it must be cheap. */
@FunctionalInterface
public interface Progress {
    /** Ignores it. */
    Progress NONE = (done, total) -> {};

    /**
     * Some of the work is done.
     *
     * @param done units done so far, never decreasing
     * @param total units in all, at least 1; the same in every call
     */
    void at(long done, long total);
}
