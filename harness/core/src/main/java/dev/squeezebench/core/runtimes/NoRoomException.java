package dev.squeezebench.core.runtimes;

import dev.squeezebench.records.text.UserError;
import java.io.File;
import org.eclipse.aether.transfer.TransferCancelledException;

/** The disk has no room for a download; said before its bytes come. */
final class NoRoomException extends TransferCancelledException implements UserError {
    private static final long serialVersionUID = 1;

    NoRoomException(String file, File folder, long needed, long free) {
        super(file + " needs " + megabytes(needed) + " MB in " + folder + ", but " + megabytes(free)
                + " MB are free; make room there, or name another local repository in Maven's settings.xml");
    }

    private static long megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000;
    }

    @Override
    public Kind kind() {
        return Kind.NOT_USABLE;
    }
}
