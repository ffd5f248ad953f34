package dev.squeezebench.measure.runner;

/**
 * What a runtime says of itself.
 *
 * @param version asked of the runtime, such as {@code 1.29.0}
 * @param build what it reports of how it was built: commit, flags, providers
 */
public record RuntimeInfo(String version, String build) {}
