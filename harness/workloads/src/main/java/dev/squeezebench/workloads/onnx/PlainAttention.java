package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.SelfAttention;
import java.util.List;
import java.util.Optional;

/**
 * Scaled dot-product attention in operators of the ONNX standard: {@code softmax(q k' / sqrt(d) + mask) v} for each head
 * of width {@code d} (Vaswani et al. 2017, arXiv 1706.03762).
 *
 * @param graph where to
 * @param attention the layer
 * @param heads what it starts from
 */
record PlainAttention(GraphBuilder graph, SelfAttention attention, Fusion.Heads heads) {
    /** Adds the nodes and returns the context, in the layout of the projections. */
    String write() {
        String scope = heads.scope();
        Layout layout = heads.layout();
        String query = split("query", heads.query(), Optional.of(layout.rowsOfHeads()));
        String key = split("key", heads.key(), layout.columnsOfHeads());
        String value = split("value", heads.value(), Optional.of(layout.rowsOfHeads()));
        String products = graph.node("MatMul", scope + "/scores", List.of(query, key));
        float scale = (float) (1 / Math.sqrt((double) attention.width() / attention.heads()));
        String scaled = graph.node("Mul", scope + "/scaled", List.of(products, graph.real(scale)));
        String masked = graph.node("Add", scope + "/masked", List.of(scaled, Inputs.additiveMask(graph)));
        String weights = graph.node("Softmax", scope + "/Softmax", List.of(masked), Attributes.integer("axis", -1));
        String context = graph.node("MatMul", scope + "/context", List.of(weights, value));
        String rows = graph.node(
                "Transpose",
                scope + "/context/rows",
                List.of(context),
                Attributes.integers("perm", layout.rowsOfHeads()));
        return graph.node(
                "Reshape",
                scope + "/context/merged",
                List.of(rows, graph.integers(layout.mergeChannels(attention.width()))));
    }

    private String split(String part, Projected projected, Optional<long[]> permutation) {
        String scope = heads.scope() + '/' + part;
        long[] shape = heads.layout().splitChannels(attention.heads(), attention.width() / attention.heads());
        String split = graph.node("Reshape", scope + "/heads", List.of(projected.biased(graph), graph.integers(shape)));
        return permutation
                .map(perm ->
                        graph.node("Transpose", scope + "/permuted", List.of(split), Attributes.integers("perm", perm)))
                .orElse(split);
    }
}
