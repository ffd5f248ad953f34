package dev.squeezebench.measure.runner;

/** Says in one line why something failed. */
public final class Causes {
    private Causes() {}

    /** The message of a failure that the runner reports in its own words; else the kind of failure and its message. */
    public static String inOneLine(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.trim().isEmpty()) {
            return kind(cause);
        }
        String line = message.trim().replaceAll("\\s*\\R\\s*", " ");
        return cause instanceof RunnerException ? line : kind(cause) + ": " + line;
    }

    private static String kind(Throwable cause) {
        return cause instanceof OutOfMemoryError
                ? "out of memory"
                : cause.getClass().getSimpleName();
    }
}
