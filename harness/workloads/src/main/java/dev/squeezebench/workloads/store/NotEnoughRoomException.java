package dev.squeezebench.workloads.store;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** The disk has no room for a file; said before anything is written. */
public final class NotEnoughRoomException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    NotEnoughRoomException(Path folder, String name, long needed, long free) {
        super(
                name + " needs " + megabytes(needed) + " MB in " + folder + ", but " + megabytes(free)
                        + " MB are free; make room there, run 'squeezebench models clean', or choose another disk with --cache");
    }

    private static long megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000;
    }
}
