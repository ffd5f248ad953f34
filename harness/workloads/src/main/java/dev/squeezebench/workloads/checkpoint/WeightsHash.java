package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.results.Digests;
import dev.squeezebench.workloads.FileDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * SHA-256 of the files that weights came from, computed on another thread while they are used: of a single file its
 * plain digest, which model hubs show too, of shards the digest of their digests' text.
 */
final class WeightsHash {
    private final CompletableFuture<String> digest;

    private WeightsHash(CompletableFuture<String> digest) {
        this.digest = digest;
    }

    static WeightsHash start(List<Path> files) {
        return new WeightsHash(CompletableFuture.supplyAsync(() -> {
            List<String> digests = files.stream().map(WeightsHash::of).toList();
            return digests.size() == 1 ? digests.get(0) : Digests.sha256(String.join("\n", digests));
        }));
    }

    /**
     * Waits for the digest, 64 hexadecimal digits.
     *
     * @throws UncheckedIOException when a file could not be read to its end
     */
    String await() {
        try {
            return digest.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable;
            }
            throw e;
        }
    }

    private static String of(Path file) {
        try {
            return FileDigest.sha256(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
