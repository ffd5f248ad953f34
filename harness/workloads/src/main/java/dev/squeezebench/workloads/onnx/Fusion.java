package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.Embeddings;
import dev.squeezebench.workloads.network.LayerNorm;
import dev.squeezebench.workloads.network.SelfAttention;

/** Writes the layers between the projections, with more or fewer of ONNX Runtime's fused operators. */
interface Fusion {
    /** Word in ids and flags, such as {@code skip-layer-norm}. */
    String name();

    /** Word, position and token-type embeddings, normalised: {@code [B, S, C]} under the given name. */
    void embed(GraphBuilder graph, Embeddings embeddings, String output);

    /** Self-attention without its output projection, from and to the layout. */
    String attend(GraphBuilder graph, SelfAttention attention, Heads heads);

    /** A non-linearity; layout does not matter unless a bias is pending, which is over the last axis. */
    String activate(GraphBuilder graph, Activation activation, String scope, Projected input);

    /** {@code norm(residual + branch)}, all {@code [B, S, C]}, under the given name. */
    void addAndNormalise(GraphBuilder graph, LayerNorm norm, String residual, Projected branch, String output);

    /**
     * What attention starts from.
     *
     * @param scope prefix for node names
     * @param layout layout of the three and of the result
     * @param query projected queries
     * @param key projected keys
     * @param value projected values
     */
    record Heads(String scope, Layout layout, Projected query, Projected key, Projected value) {}
}
