package dev.squeezebench.workloads.checkpoint;

/** A pickle holds something else than tensors. The message is the cause, without the file's name. */
final class RefusedPickleException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedPickleException(String cause) {
        super(cause);
    }
}
