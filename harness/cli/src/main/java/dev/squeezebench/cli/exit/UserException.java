package dev.squeezebench.cli.exit;

import dev.squeezebench.records.text.Escaping;

/** Something that the user can put right: one line with cause and remedy, and the exit code to end with. */
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

    /** The message with every line break made a space, and nothing in it that a terminal would obey: errors are one line. */
    public String line() {
        return Escaping.line(String.valueOf(getMessage()).replaceAll("\\s*\\R\\s*", " "));
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
