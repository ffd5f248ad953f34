package dev.squeezebench.records;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
 * @param sequenceLength tokens in one sequence, padding included; absent where nothing says that sequences of tokens go in
 * @param paddingPercent share of positions that the mask hides at the end of each sequence, 0 to 99 of a hundred; absent where
 *     the inputs are the user's, no mask goes in, or the file is older: then an eighth was hidden, in a batch up to half
 * @param runner name of the runner, such as {@code onnxruntime}
 * @param runtimeVersion version the runtime itself reported
 * @param acceleration requested acceleration, such as {@code cpu} or {@code xnnpack}
 * @param threads intra-op threads
 * @param options options that differ from their defaults, by name
 * @param loadPattern how invocations follow one another
 */
public record Scenario(
        String workload,
        String lowering,
        String fusion,
        String dtype,
        int batch,
        OptionalInt sequenceLength,
        OptionalInt paddingPercent,
        String runner,
        String runtimeVersion,
        String acceleration,
        int threads,
        Map<String, String> options,
        LoadPattern loadPattern) {

    /** Lowering and fusion of a graph that others wrote: a user's file, measured as it is. */
    public static final String GIVEN = "given";

    /** A sequence keeps something. */
    public static final int MOST_PADDING = 99;

    public Scenario {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        if (batch < 1 || sequenceLength.orElse(1) < 1 || threads < 1) {
            throw new IllegalArgumentException("batch, sequence length and threads are at least 1");
        }
        if (paddingPercent.orElse(0) < 0 || paddingPercent.orElse(0) > MOST_PADDING) {
            throw new IllegalArgumentException("padding is 0 to " + MOST_PADDING + " of a hundred");
        }
    }

    /**
     * Stable id, as in {@code squeezebert-uncased/conv/none/float32/b1/s128@onnxruntime-1.29.0:cpu/t1}, with {@code
     * /p25} behind the length where a quarter is padding; the load pattern is part of it unless it is single-stream.
     */
    public String id() {
        String id = workload + '/' + lowering + '/' + fusion + '/' + dtype + "/b" + batch
                + (sequenceLength.isPresent() ? "/s" + sequenceLength.getAsInt() : "")
                + (paddingPercent.orElse(0) > 0 ? "/p" + paddingPercent.getAsInt() : "") + '@' + runner + '-'
                + runtimeVersion + ':' + acceleration + "/t" + threads;
        String full = loadPattern == LoadPattern.SINGLE_STREAM ? id : id + '/' + loadPattern.word();
        return options.isEmpty() ? full : full + '+' + Digests.shortHash(options.toString());
    }

    /** Target as users select it, such as {@code onnxruntime:cpu}. */
    public String target() {
        return runner + ':' + acceleration;
    }

    /** A builder with the values of this scenario: a copy that differs in some of them. */
    public Builder toBuilder() {
        return new Builder(workload)
                .graph(lowering, fusion)
                .dtype(dtype)
                .batch(batch)
                .sequenceLength(sequenceLength)
                .paddingPercent(paddingPercent)
                .runtime(runner, runtimeVersion)
                .acceleration(acceleration)
                .threads(threads)
                .options(options)
                .loadPattern(loadPattern);
    }

    /**
     * Names the parts of a scenario one by one. Defaults: batch 1, no sequences, padding unknown, one thread, no options,
     * single-stream.
     */
    public static final class Builder {
        private String workload;
        private @Nullable String lowering;
        private @Nullable String fusion;
        private @Nullable String dtype;
        private int batch = 1;
        private OptionalInt sequenceLength = OptionalInt.empty();
        private OptionalInt paddingPercent = OptionalInt.empty();
        private @Nullable String runner;
        private @Nullable String runtimeVersion;
        private @Nullable String acceleration;
        private int threads = 1;
        private Map<String, String> options = Collections.emptyMap();
        private LoadPattern loadPattern = LoadPattern.SINGLE_STREAM;

        /** Starts with the workload; graph, dtype, runtime and acceleration have to follow. */
        public Builder(String workload) {
            this.workload = workload;
        }

        /** Sets the workload. */
        public Builder workload(String newWorkload) {
            workload = newWorkload;
            return this;
        }

        /** Sets lowering and fusion. */
        public Builder graph(String newLowering, String newFusion) {
            lowering = newLowering;
            fusion = newFusion;
            return this;
        }

        /** Sets the element type. */
        public Builder dtype(String newDtype) {
            dtype = newDtype;
            return this;
        }

        /** Sets the number of sequences in one invocation. */
        public Builder batch(int newBatch) {
            batch = newBatch;
            return this;
        }

        /** Sets the number of tokens in one sequence. */
        public Builder sequenceLength(int newLength) {
            return sequenceLength(OptionalInt.of(newLength));
        }

        /** Sets the number of tokens in one sequence, or that there are no sequences. */
        public Builder sequenceLength(OptionalInt newLength) {
            sequenceLength = newLength;
            return this;
        }

        /** Sets how much the mask hides, or that it is unknown. */
        public Builder paddingPercent(OptionalInt newPercent) {
            paddingPercent = newPercent;
            return this;
        }

        /** Sets the runner and the version that its runtime reported. */
        public Builder runtime(String newRunner, String newVersion) {
            runner = newRunner;
            runtimeVersion = newVersion;
            return this;
        }

        /** Sets the requested acceleration. */
        public Builder acceleration(String newAcceleration) {
            acceleration = newAcceleration;
            return this;
        }

        /** Sets the number of intra-op threads. */
        public Builder threads(int newThreads) {
            threads = newThreads;
            return this;
        }

        /** Sets the options that differ from their defaults. */
        public Builder options(Map<String, String> newOptions) {
            options = newOptions;
            return this;
        }

        /** Sets how invocations follow one another. */
        public Builder loadPattern(LoadPattern newPattern) {
            loadPattern = newPattern;
            return this;
        }

        /**
         * The scenario.
         *
         * @throws NullPointerException when a part that has no default was not set
         */
        public Scenario build() {
            return new Scenario(
                    workload,
                    Objects.requireNonNull(lowering, "lowering"),
                    Objects.requireNonNull(fusion, "fusion"),
                    Objects.requireNonNull(dtype, "dtype"),
                    batch,
                    sequenceLength,
                    paddingPercent,
                    Objects.requireNonNull(runner, "runner"),
                    Objects.requireNonNull(runtimeVersion, "runtime version"),
                    Objects.requireNonNull(acceleration, "acceleration"),
                    threads,
                    options,
                    loadPattern);
        }
    }
}
