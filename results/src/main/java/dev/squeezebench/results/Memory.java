package dev.squeezebench.results;

import java.util.OptionalLong;

/**
 * Memory of the measured process in bytes; what a platform cannot tell is absent.
 *
 * @param rssBeforeLoadBytes resident set before the model is opened
 * @param rssAfterLoadBytes resident set after the model is opened and its inputs are bound
 * @param rssPeakBytes highest resident set while measuring
 * @param heapUsedBytes used Java heap after measuring
 * @param deviceBytes memory of the accelerator
 */
public record Memory(
        OptionalLong rssBeforeLoadBytes,
        OptionalLong rssAfterLoadBytes,
        OptionalLong rssPeakBytes,
        OptionalLong heapUsedBytes,
        OptionalLong deviceBytes) {
    /** Nothing could be read. */
    public static final Memory UNKNOWN = new Memory(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
