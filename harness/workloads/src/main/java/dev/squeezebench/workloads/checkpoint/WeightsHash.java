package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.FileDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of the files that weights came from, computed when it is asked for first: of a single file its plain digest,
 * which model hubs show too, of shards the digest of their digests' text.
 */
final class WeightsHash {
    private final List<Path> files;
    private final ProgressListener listener;
    private @Nullable String digest;

    WeightsHash(List<Path> files, ProgressListener listener) {
        this.files = List.copyOf(files);
        this.listener = listener;
    }

    /**
     * The digest, 64 hexadecimal digits.
     *
     * @throws UncheckedIOException of an {@link UnreadableFileException} when a file cannot be read to its end
     */
    synchronized String value() {
        if (digest == null) {
            List<String> digests = new ArrayList<>();
            for (Path file : files) {
                digests.add(sha256(file));
            }
            digest = digests.size() == 1 ? digests.get(0) : Digests.sha256(String.join("\n", digests));
        }
        return digest;
    }

    private String sha256(Path file) {
        try {
            return FileDigest.sha256(file, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(new UnreadableFileException(
                    file, "it cannot be read to its end (" + e + ")", "check the disk, or fetch the file again"));
        }
    }
}
