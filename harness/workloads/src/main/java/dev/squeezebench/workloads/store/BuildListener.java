package dev.squeezebench.workloads.store;

/** Hears what the store is doing for as long as it makes people wait. */
public interface BuildListener {
    /** Nobody listens. */
    BuildListener NONE = new BuildListener() {
        @Override
        public void notice(String message) {}

        @Override
        public void progress(String what, long done, long total) {}
    };

    /**
     * Something a person should know, such as that a damaged file is built again.
     *
     * @param message one sentence
     */
    void notice(String message);

    /**
     * A file is being made.
     *
     * @param what the file's name
     * @param done units done so far
     * @param total units in all; {@code done == total} is the last call
     */
    void progress(String what, long done, long total);
}
