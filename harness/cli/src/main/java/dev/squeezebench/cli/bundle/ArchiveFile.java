package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.console.ByteSizes;
import dev.squeezebench.cli.console.TaskProgress;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that a user wants a bundle to be.
 *
 * @param path absolute
 */
record ArchiveFile(Path path) {
    private static final String SUFFIX = ".tar.xz";

    /**
     * Looks at it before anything is made.
     *
     * @throws UserException when it is there already, or cannot be made
     */
    static ArchiveFile of(Path out) {
        ArchiveFile file = new ArchiveFile(out.toAbsolutePath().normalize());
        if (!out.toString().endsWith(SUFFIX)) {
            throw file.wrong("a bundle is a " + SUFFIX + " file; name it so");
        }
        if (Files.exists(file.path)) {
            throw file.wrong("it is there already; remove it, or name another");
        }
        Path folder = file.folder();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw file.wrong(
                    "'" + Printable.text(folder.toString()) + "' is no folder that can be written to; make it");
        }
        return file;
    }

    /**
     * Writes the archive.
     *
     * @throws UserException when there is no room for it, or it cannot be written
     */
    void write(BundleTree tree, TaskProgress progress) throws IOException {
        long most = tree.bytes();
        long free = folder().toFile().getUsableSpace();
        if (free < most) {
            throw wrong("the archive may need up to " + ByteSizes.text(most) + ", and " + ByteSizes.text(free)
                    + " are free there; make room, or name a file on another disk");
        }
        try {
            new BundleArchive(path).write(tree, progress);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE, text() + "it cannot be written (" + Printable.text(e.toString()) + ')', e);
        }
    }

    long bytes() throws IOException {
        return Files.size(path);
    }

    private Path folder() {
        return path.resolveSibling("");
    }

    private UserException wrong(String problem) {
        return UserException.usage(text() + problem);
    }

    private String text() {
        return "--out " + Printable.text(path.toString()) + ": ";
    }
}
