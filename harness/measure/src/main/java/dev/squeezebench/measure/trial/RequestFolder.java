package dev.squeezebench.measure.trial;

import java.nio.file.Path;

/**
 * The folder of a request, with which its files travel: what lies in it is named relative to it, so that a request and a
 * journal mean the same on a phone or after a move; other files, such as a model in the cache, by their absolute path.
 */
final class RequestFolder {
    private final Path folder;
    private final Path moving;

    private RequestFolder(Path folder, Path moving) {
        this.folder = folder;
        this.moving = moving;
    }

    /** The folder of a request file or of the journal beside it. */
    static RequestFolder of(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path folder = parent == null ? absolute : parent;
        return new RequestFolder(folder, folder);
    }

    /** The same where all that lies in a larger folder moves with it. */
    RequestFolder movingWith(Path larger) {
        return new RequestFolder(folder, larger.toAbsolutePath().normalize());
    }

    /** The word for a file. */
    String word(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(moving) ? folder.relativize(absolute).toString() : absolute.toString();
    }

    /** The file of a word. */
    Path file(String word) {
        return folder.resolve(word).normalize();
    }
}
