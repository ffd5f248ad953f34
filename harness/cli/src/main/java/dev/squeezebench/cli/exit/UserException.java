package dev.squeezebench.cli.exit;

import dev.squeezebench.records.text.Escaping;

/** An error that the user can correct: one line with cause and remedy, and the exit code to end with. */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public UserException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public UserException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A usage or input error. */
    public static UserException usage(String message) {
        return new UserException(ExitCode.USAGE, message);
    }

    /** A usage or input error with the exception that caused it. */
    public static UserException usage(String message, Throwable cause) {
        return new UserException(ExitCode.USAGE, message, cause);
    }

    /** The message with every line break made a space, and every character that a terminal would obey escaped. */
    public String line() {
        return Escaping.line(String.valueOf(getMessage()).replaceAll("\\s*\\R\\s*", " "));
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
