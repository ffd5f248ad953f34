package dev.squeezebench.cli.bundle;

import java.io.IOException;
import java.util.List;

/**
 * Something that a bundle holds, under one version.
 *
 * @param name such as {@code java} or {@code onnxruntime}
 * @param version or {@code sha256:} and the hash of a file that tells none
 * @param entries its files
 */
record BundlePart(String name, String version, List<BundleEntry> entries) {
    BundlePart {
        entries = List.copyOf(entries);
    }

    /** Bytes of its files, unpacked. */
    long bytes() throws IOException {
        long bytes = 0;
        for (BundleEntry entry : entries) {
            bytes += entry.content().size();
        }
        return bytes;
    }
}
