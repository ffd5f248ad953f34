package dev.squeezebench.cli.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the archive.
 *
 * @param name path in the bundle's folder, parted by {@code /}
 * @param executable whether it is a program
 * @param content what it holds
 */
record BundleEntry(String name, boolean executable, Content content) {
    BundleEntry {
        if (name.isEmpty() || name.startsWith("/") || ("/" + name + "/").contains("/../")) {
            throw new IllegalArgumentException("'" + name + "' is no path in a folder");
        }
    }

    /** A file of this machine's, links followed. */
    static BundleEntry file(String name, Path path) {
        return new BundleEntry(name, false, new OnDisk(path));
    }

    /** Bytes that are no file yet. */
    static BundleEntry bytes(String name, byte[] bytes) {
        return new BundleEntry(name, false, new InMemory(bytes));
    }

    /** The same as a program. */
    BundleEntry asProgram() {
        return new BundleEntry(name, true, content);
    }

    /** Where a file's bytes come from. */
    interface Content {
        long size() throws IOException;

        InputStream open() throws IOException;
    }

    /**
     * A file.
     *
     * @param path where it lies
     */
    record OnDisk(Path path) implements Content {
        @Override
        public long size() throws IOException {
            return Files.size(path);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /** Bytes. */
    static final class InMemory implements Content {
        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
