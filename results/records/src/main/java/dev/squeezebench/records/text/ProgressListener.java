package dev.squeezebench.records.text;

/** Follows work that makes people wait; its methods may be called from several threads. */
public interface ProgressListener {
    /** Ignores everything. */
    ProgressListener NONE = new ProgressListener() {};

    /**
     * Something a person should know, such as that a damaged file is built again.
     *
     * @param sentence one, without a full stop
     */
    default void note(String sentence) {}

    /**
     * A piece of work begins.
     *
     * @param what it is, such as {@code writing squeezebert-uncased/conv}
     */
    default Task begin(String what) {
        return Task.NONE;
    }

    /** A piece of work that is under way until it is closed. */
    @FunctionalInterface
    interface Task extends AutoCloseable {
        /** Ignores everything. */
        Task NONE = (done, total) -> {};

        /**
         * Some of it is done; cheap, may be called often.
         *
         * @param done units done so far, never decreasing
         * @param total units in all, at least 1
         */
        void at(long done, long total);

        /** What is being done now: a name, and behind a colon its stage. */
        default void note(String now) {}

        @Override
        default void close() {}
    }
}
