package dev.squeezebench.workloads.onnx;

import java.util.List;
import java.util.Optional;

/** Where a lowering's projections have their channels, and how attention heads are cut out of them. */
enum Layout {
    /** {@code [B, S, C]}. */
    CHANNELS_LAST {
        @Override
        long[] splitChannels(int parts, int size) {
            return new long[] {0, 0, parts, size};
        }

        @Override
        long[] mergeChannels(int channels) {
            return new long[] {0, 0, channels};
        }

        @Override
        long[] rowsOfHeads() {
            return new long[] {0, 2, 1, 3};
        }

        @Override
        Optional<long[]> columnsOfHeads() {
            return Optional.of(new long[] {0, 2, 3, 1});
        }

        @Override
        String fromStream(GraphBuilder graph, String stream) {
            return stream;
        }

        @Override
        Projected toStream(GraphBuilder graph, Projected projected) {
            return projected;
        }
    },

    /** {@code [B, C, S]}. */
    CHANNELS_FIRST {
        @Override
        long[] splitChannels(int parts, int size) {
            return new long[] {0, parts, size, -1};
        }

        @Override
        long[] mergeChannels(int channels) {
            return new long[] {0, channels, -1};
        }

        @Override
        long[] rowsOfHeads() {
            return new long[] {0, 1, 3, 2};
        }

        @Override
        Optional<long[]> columnsOfHeads() {
            return Optional.empty();
        }

        @Override
        String fromStream(GraphBuilder graph, String stream) {
            return graph.once(stream + "/channels-first", name -> swap(graph, name, stream));
        }

        @Override
        Projected toStream(GraphBuilder graph, Projected projected) {
            String value = projected.biased(graph);
            return Projected.complete(graph.once(value + "/channels-last", name -> swap(graph, name, value)));
        }
    };

    /** Target of Reshape that cuts the channels into parts: {@code [B, S, parts, size]} or {@code [B, parts, size, S]}. */
    abstract long[] splitChannels(int parts, int size);

    /** Target of Reshape that undoes {@link #splitChannels}. */
    abstract long[] mergeChannels(int channels);

    /** Permutation between the split form and {@code [B, parts, S, size]}; its own inverse. */
    abstract long[] rowsOfHeads();

    /** Permutation of the split form into {@code [B, parts, size, S]}; empty where it has that form. */
    abstract Optional<long[]> columnsOfHeads();

    /** The residual stream {@code [B, S, C]} in this layout. */
    abstract String fromStream(GraphBuilder graph, String stream);

    /** A projection in this layout as {@code [B, S, C]}. */
    abstract Projected toStream(GraphBuilder graph, Projected projected);

    private static void swap(GraphBuilder graph, String output, String input) {
        graph.node("Transpose", output, List.of(input), Attributes.integers("perm", 0, 2, 1));
    }
}
