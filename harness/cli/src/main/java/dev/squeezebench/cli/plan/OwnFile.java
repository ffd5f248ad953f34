package dev.squeezebench.cli.plan;

import java.nio.file.Path;

/**
 * A file or folder of the user's own that a run depends on.
 *
 * @param flag that named it, such as {@code --checkpoint}
 * @param path absolute
 * @param sha256 stands for all that it held when it was opened, 64 hexadecimal digits
 */
public record OwnFile(String flag, Path path, String sha256) {
    public OwnFile {
        path = path.toAbsolutePath().normalize();
    }
}
