package dev.squeezebench.measure.runner;

import dev.squeezebench.records.Adapter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a runner is asked to open.
 *
 * @param model the model file
 * @param acceleration one of {@link Runner#accelerations()}
 * @param threads intra-op threads, at least 1
 * @param dimensions sizes for the model's symbolic dimensions, by symbol
 * @param fullPlacement whether every node of the graph has to run on that acceleration
 * @param options runner options by name; a runner refuses a name or value that it does not know
 * @param adapters the devices that it may compute on, as a probe of the same options found them ({@link
 *     Availability.Usable#adapters}); empty on the processor, and where nothing was probed
 */
public record SessionRequest(
        Path model,
        String acceleration,
        int threads,
        Map<String, Long> dimensions,
        boolean fullPlacement,
        Map<String, String> options,
        List<Adapter> adapters) {
    public SessionRequest {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        adapters = Collections.unmodifiableList(new ArrayList<>(adapters));
        if (threads < 1) {
            throw new IllegalArgumentException("threads is at least 1");
        }
    }

    /** A request that takes whatever placement it gets, on whatever device. */
    public SessionRequest(
            Path model, String acceleration, int threads, Map<String, Long> dimensions, Map<String, String> options) {
        this(model, acceleration, threads, dimensions, false, options, Collections.emptyList());
    }
}
