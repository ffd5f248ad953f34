package dev.squeezebench.workloads.store;

import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file's recorded SHA-256, in a small file beside it that {@code sha256sum --check} reads too. */
final class Checksum {
    static final String SUFFIX = ".sha256";

    private static final int HEX_DIGITS = 64;

    private final Path file;
    private final Path record;

    Checksum(Path file) {
        this.file = file;
        this.record = file.resolveSibling(file.getFileName() + SUFFIX);
    }

    Path record() {
        return record;
    }

    void write(String sha256) throws IOException {
        Path temporary = record.resolveSibling(record.getFileName() + ".tmp");
        Files.writeString(temporary, sha256 + "  " + file.getFileName() + '\n');
        Files.move(temporary, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The recorded digest; absent when there is no record or it is torn. */
    Optional<String> recorded() throws IOException {
        if (!Files.isRegularFile(record)) {
            return Optional.empty();
        }
        String text = Files.readString(record, java.nio.charset.StandardCharsets.ISO_8859_1);
        String expectedTail = "  " + file.getFileName() + '\n';
        boolean whole = text.length() == HEX_DIGITS + expectedTail.length() && text.endsWith(expectedTail);
        return whole ? Optional.of(text.substring(0, HEX_DIGITS)) : Optional.empty();
    }

    /** Reads the whole file. */
    String computed(ProgressListener listener) throws IOException {
        return FileDigest.sha256(file, listener);
    }
}
