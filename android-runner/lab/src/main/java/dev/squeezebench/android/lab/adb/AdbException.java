package dev.squeezebench.android.lab.adb;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An adb server or a device did not do what was asked; the message is one line with the cause and what to do. */
public final class AdbException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as others decide by it. */
    public enum Problem {
        /** There is no adb server, or none that this client understands. */
        NO_SERVER,
        /** The device is not there, or not allowed to be used. */
        NO_DEVICE,
        /** The connection ended on the way: unplugged, restarted. */
        GONE,
        /** It took longer than its time limit. */
        TIMED_OUT,
        /** The device refused, such as for want of space. */
        REFUSED,
        /** What came back is not of the protocol. */
        PROTOCOL
    }

    private final Problem problem;

    public AdbException(Problem problem, String message) {
        this(problem, message, null);
    }

    public AdbException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    @Override
    public Kind kind() {
        return Kind.NOT_USABLE;
    }
}
