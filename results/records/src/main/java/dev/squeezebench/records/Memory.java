package dev.squeezebench.records;

import java.util.OptionalLong;

/**
 * Memory of the measured process in bytes; what a platform cannot tell is absent.
 *
 * @param rssBeforeLoadBytes resident set before the model is opened
 * @param rssAfterLoadBytes resident set after the model is opened and its inputs are bound
 * @param rssPeakBytes highest resident set while measuring
 * @param heapUsedBytes used Java heap after measuring
 * @param deviceBytes the most that it used on an accelerator
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

    /** The same with what was used on an accelerator, which others than the measured process tell. */
    public Memory onDevice(OptionalLong bytes) {
        return new Memory(rssBeforeLoadBytes, rssAfterLoadBytes, rssPeakBytes, heapUsedBytes, bytes);
    }
}
