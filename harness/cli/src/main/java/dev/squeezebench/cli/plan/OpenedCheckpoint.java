package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
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
        return OwnFile.reading(FLAG, folder, () -> new OpenedCheckpoint(folder, Checkpoint.open(folder)));
    }

    /** The same under another name. */
    OpenedCheckpoint named(String name) {
        return new OpenedCheckpoint(folder, checkpoint.named(name));
    }

    OwnFile file() {
        return new OwnFile(FLAG, folder, checkpoint.trained().identity());
    }
}
