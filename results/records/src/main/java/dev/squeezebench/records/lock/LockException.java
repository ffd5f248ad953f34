package dev.squeezebench.records.lock;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** A lock is held by another process, or its file cannot be used; the message is one line that says what to do. */
public final class LockException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    LockException(String message) {
        super(message);
    }

    LockException(Path file, String cause, String remedy) {
        super("cannot lock " + file + " (" + cause + "): " + remedy);
    }

    LockException(Path file, String cause, String remedy, IOException thrown) {
        super("cannot lock " + file + " (" + cause + "): " + remedy, thrown);
    }

    @Override
    public Kind kind() {
        return Kind.NOT_USABLE;
    }
}
