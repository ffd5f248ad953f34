package dev.squeezebench.workloads.store;

import java.nio.file.Path;
import java.time.Instant;

/**
 * One file of the cache.
 *
 * @param name path below the cache folder
 * @param kind {@code models}, {@code inputs}, {@code references} or {@code libraries}
 * @param bytes size
 * @param modified when it was written
 */
public record CacheEntry(Path name, String kind, long bytes, Instant modified) {}
