package dev.squeezebench.measure.runner;

/** The memory that a runtime computes in has no room for the model or for what it computes. */
public final class OutOfDeviceMemoryException extends RunnerException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what to do about it.
     *
     * @param acceleration whose device it is, such as {@code cuda}
     * @param words the runtime's own, in one line
     * @param cause the runtime's exception
     */
    public OutOfDeviceMemoryException(String acceleration, String words, Throwable cause) {
        super(
                "out of memory on " + acceleration + " (" + words
                        + "): measure a smaller --batch or --sequence-length, or end what else uses that memory",
                cause);
    }
}
