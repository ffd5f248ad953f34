package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.measure.Printable;
import dev.squeezebench.measure.UnreadableFileException;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * A checkpoint that the user named.
 *
 * @param folder as the user wrote it
 * @param checkpoint what lies there
 */
public record OpenedCheckpoint(Path folder, Checkpoint checkpoint) {
    /** The flag that names checkpoints. */
    public static final String FLAG = "--checkpoint";

    /**
     * Opens a folder.
     *
     * @throws UserException when it holds no checkpoint that can be measured; says which folder, why, and what to do
     */
    public static OpenedCheckpoint open(Path folder) {
        try {
            return new OpenedCheckpoint(folder, Checkpoint.open(folder));
        } catch (UnreadableFileException e) {
            throw bad(folder, String.valueOf(e.getMessage()), e);
        } catch (AccessDeniedException e) {
            throw bad(folder, "permission denied; make it readable", e);
        } catch (IOException e) {
            throw bad(folder, "it cannot be read (" + Printable.text(String.valueOf(e.getMessage())) + ')', e);
        }
    }

    private static UserException bad(Path folder, String problem, IOException cause) {
        return new UserException(
                ExitCode.USAGE, FLAG + ' ' + Printable.text(folder.toString()) + ": " + problem, cause);
    }

    /** The same under another name. */
    OpenedCheckpoint named(String name) {
        return new OpenedCheckpoint(folder, checkpoint.named(name));
    }

    OwnFile file() {
        return new OwnFile(FLAG, folder, checkpoint.trained().identity());
    }
}
