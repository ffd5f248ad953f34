package dev.squeezebench.workloads.store;

import java.nio.file.Path;

/**
 * A file of the store that was verified, or written, by this process.
 *
 * @param path where it is
 * @param sha256 of its content, 64 hexadecimal digits
 * @param bytes its size
 */
public record StoredFile(Path path, String sha256, long bytes) {}
