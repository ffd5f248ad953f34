package dev.squeezebench.cli.console;

/** How far a long task is, with the time left. */
public interface TaskProgress extends AutoCloseable {
    /** Shows nothing. */
    TaskProgress HIDDEN = (done, total) -> {};

    /**
     * Some of the work is done; cheap, may be called often.
     *
     * @param done units done so far
     * @param total units in all, at least 1
     */
    void at(long done, long total);

    /** What is being done now, shown beside the bar: a name, and behind a colon its stage. */
    default void note(String text) {}

    @Override
    default void close() {}
}
