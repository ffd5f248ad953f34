package dev.squeezebench.core.runtimes;

/** A runtime's version cannot be had; the message is one line with the cause and what to do. */
public final class RuntimeResolutionException extends Exception {
    private static final long serialVersionUID = 1;

    public RuntimeResolutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
