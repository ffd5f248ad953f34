package dev.squeezebench.records;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Memory of the measured process in bytes; what a platform cannot report is absent.
 *
 * @param rssBeforeLoadBytes resident set before the model is opened
 * @param rssAfterLoadBytes resident set after the model is opened and its inputs are bound
 * @param rssPeakBytes highest resident set while measuring
 * @param heapUsedBytes used Java heap after measuring
 * @param deviceBytes the most that it used on an accelerator
 * @param sources where each figure was read, by its name in files, such as {@code rss_peak_bytes}
 */
public record Memory(
        OptionalLong rssBeforeLoadBytes,
        OptionalLong rssAfterLoadBytes,
        OptionalLong rssPeakBytes,
        OptionalLong heapUsedBytes,
        OptionalLong deviceBytes,
        Map<String, String> sources) {
    /** Name of {@link #rssBeforeLoadBytes} in files, and so on. */
    public static final String BEFORE_LOAD = "rss_before_load_bytes";

    public static final String AFTER_LOAD = "rss_after_load_bytes";
    public static final String PEAK = "rss_peak_bytes";
    public static final String HEAP = "heap_used_bytes";
    public static final String DEVICE = "device_bytes";

    public Memory {
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    }

    /** Figures whose sources are unknown. */
    public Memory(
            OptionalLong rssBeforeLoadBytes,
            OptionalLong rssAfterLoadBytes,
            OptionalLong rssPeakBytes,
            OptionalLong heapUsedBytes,
            OptionalLong deviceBytes) {
        this(rssBeforeLoadBytes, rssAfterLoadBytes, rssPeakBytes, heapUsedBytes, deviceBytes, Collections.emptyMap());
    }

    /** Nothing could be read. */
    public static final Memory UNKNOWN = new Memory(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    /** The same with what was used on an accelerator, which is read outside of the measured process. */
    public Memory onDevice(OptionalLong bytes) {
        return new Memory(rssBeforeLoadBytes, rssAfterLoadBytes, rssPeakBytes, heapUsedBytes, bytes, sources);
    }
}
