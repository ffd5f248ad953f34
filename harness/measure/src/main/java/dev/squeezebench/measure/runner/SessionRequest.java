package dev.squeezebench.measure.runner;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Adapter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param shapes of the inputs that will be bound, by name, for runtimes that allocate tensors as they load; empty where
 *     they are unknown
 * @param graph what the file tells of the graph's nodes, for a runner that is told how many of them ran where; absent where
 *     nobody read it
 */
public record SessionRequest(
        Path model,
        String acceleration,
        int threads,
        Map<String, Long> dimensions,
        boolean fullPlacement,
        Map<String, String> options,
        List<Adapter> adapters,
        Map<String, List<Long>> shapes,
        Optional<GraphArithmetic> graph) {
    public SessionRequest {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        adapters = Collections.unmodifiableList(new ArrayList<>(adapters));
        shapes = Collections.unmodifiableMap(new TreeMap<>(shapes));
        if (threads < 1) {
            throw new IllegalArgumentException("threads is at least 1");
        }
    }

    /** A request that takes whatever placement it gets, on whatever device. */
    public SessionRequest(
            Path model, String acceleration, int threads, Map<String, Long> dimensions, Map<String, String> options) {
        this(model, acceleration, threads, dimensions, false, options, Collections.emptyList(), Collections.emptyMap());
    }

    /** A request for a runner that finds out by itself where nodes run. */
    public SessionRequest(
            Path model,
            String acceleration,
            int threads,
            Map<String, Long> dimensions,
            boolean fullPlacement,
            Map<String, String> options,
            List<Adapter> adapters,
            Map<String, List<Long>> shapes) {
        this(model, acceleration, threads, dimensions, fullPlacement, options, adapters, shapes, Optional.empty());
    }

    /** The same with what the file tells of the graph's nodes. */
    public SessionRequest with(Optional<GraphArithmetic> read) {
        return new SessionRequest(
                model, acceleration, threads, dimensions, fullPlacement, options, adapters, shapes, read);
    }

    /** The same for inputs that are known by now. */
    public SessionRequest with(List<Tensor> inputs) {
        Map<String, List<Long>> known = new TreeMap<>();
        inputs.forEach(input -> known.put(input.name(), input.shape()));
        return new SessionRequest(
                model, acceleration, threads, dimensions, fullPlacement, options, adapters, known, graph);
    }
}
