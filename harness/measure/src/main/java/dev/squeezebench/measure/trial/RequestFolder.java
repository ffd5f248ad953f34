package dev.squeezebench.measure.trial;

import java.nio.file.Path;

/**
 * The folder of a request, with which its files travel: what lies in it is named relative to it, so that a request and a
 * journal mean the same on a phone or after a move; other files, such as a model in the cache, by their absolute path.
 */
final class RequestFolder {
    private final Path folder;

    private RequestFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of a request file or of the journal beside it. */
    static RequestFolder of(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return new RequestFolder(parent == null ? absolute : parent);
    }

    /** The word for a file. */
    String word(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(folder) ? folder.relativize(absolute).toString() : absolute.toString();
    }

    /** The file of a word. */
    Path file(String word) {
        return folder.resolve(word).normalize();
    }
}
