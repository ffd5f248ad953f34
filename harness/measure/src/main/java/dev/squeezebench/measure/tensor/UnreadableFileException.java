package dev.squeezebench.measure.tensor;

import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** A user's file is not what it should be. The message is one line: file name, cause, remedy. */
public class UnreadableFileException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    /**
     * @param file what could not be read; only its name is shown
     * @param cause what is wrong with it, without a full stop
     * @param remedy what to do about it
     */
    public UnreadableFileException(Path file, String cause, String remedy) {
        super(Printable.text(nameOf(file)) + ": " + cause + "; " + remedy);
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
