package dev.squeezebench.records;

import java.util.Map;
import java.util.TreeMap;

/**
 * A workload on a target under a load pattern: the thing that should give a repeatable result.
 *
 * @param workload name of the workload, such as {@code squeezebert-uncased}
 * @param lowering how grouped convolutions are written in the graph: {@code conv}, {@code batched-matmul}, {@code
 *     split}, {@code dense} where there are none, or {@link #GIVEN}
 * @param fusion which fused operators the graph uses: {@code none}, {@code skip-layer-norm}, {@code transformer}, or
 *     {@link #GIVEN}
 * @param dtype element type of weights and activations, such as {@code float32}
 * @param batch sequences in one invocation
 * @param sequenceLength tokens in one sequence, padding included
 * @param runner name of the runner, such as {@code onnxruntime}
 * @param runtimeVersion version the runtime itself reported
 * @param acceleration requested acceleration, such as {@code cpu} or {@code xnnpack}
 * @param threads intra-op threads
 * @param options options that differ from their defaults, by name
 */
public record Scenario(
        String workload,
        String lowering,
        String fusion,
        String dtype,
        int batch,
        int sequenceLength,
        String runner,
        String runtimeVersion,
        String acceleration,
        int threads,
        Map<String, String> options) {

    /** Lowering and fusion of a graph that others wrote: a file of the user's own, measured as it is. */
    public static final String GIVEN = "given";

    public Scenario {
        options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
        if (batch < 1 || sequenceLength < 1 || threads < 1) {
            throw new IllegalArgumentException("batch, sequence length and threads are at least 1");
        }
    }

    /** Stable id, as in {@code squeezebert-uncased/conv/none/float32/b1/s128@onnxruntime-1.29.0:cpu/t1}. */
    public String id() {
        String id = workload + '/' + lowering + '/' + fusion + '/' + dtype + "/b" + batch + "/s" + sequenceLength + '@'
                + runner + '-' + runtimeVersion + ':' + acceleration + "/t" + threads;
        return options.isEmpty() ? id : id + '+' + Digests.shortHash(options.toString());
    }

    /** Target as users select it, such as {@code onnxruntime:cpu}. */
    public String target() {
        return runner + ':' + acceleration;
    }
}
