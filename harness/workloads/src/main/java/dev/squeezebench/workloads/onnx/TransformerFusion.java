package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.Embeddings;
import dev.squeezebench.workloads.network.LayerNorm;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.SelfAttention;
import java.util.List;
import java.util.Optional;

/**
 * Whole layers in ONNX Runtime's own operators: {@code EmbedLayerNormalization}, {@code MultiHeadAttention}, {@code
 * BiasGelu} and {@code SkipLayerNormalization}, which take pending biases along.
 */
final class TransformerFusion extends SkipLayerNormFusion {
    /** Stands for an optional input that is absent. */
    private static final String ABSENT = "";

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public void embed(GraphBuilder graph, Embeddings embeddings, String output) {
        LayerNorm norm = embeddings.norm();
        // Shape inference asks for the second output, though nothing needs it without a mask.
        graph.node(
                GraphBuilder.CONTRIB,
                "EmbedLayerNormalization",
                List.of(output, embeddings.name() + "/mask_index"),
                List.of(
                        Inputs.int32(graph, Network.INPUT_IDS),
                        Inputs.int32(graph, Network.TOKEN_TYPE_IDS),
                        graph.weight(WeightTensor.of(embeddings.words())),
                        graph.weight(WeightTensor.of(embeddings.positionTable())),
                        graph.weight(WeightTensor.of(embeddings.tokenTypeTable())),
                        graph.weight(WeightTensor.of(norm.scale())),
                        graph.weight(WeightTensor.of(norm.shift()))),
                Attributes.real("epsilon", norm.epsilon()));
    }

    /** MultiHeadAttention is channels-last: other layouts are transposed on the way in and out. */
    @Override
    public String attend(GraphBuilder graph, SelfAttention attention, Heads heads) {
        Layout layout = heads.layout();
        Projected query = layout.toStream(graph, heads.query());
        Projected key = layout.toStream(graph, heads.key());
        Projected value = layout.toStream(graph, heads.value());
        String context = graph.contrib(
                "MultiHeadAttention",
                heads.scope() + "/MultiHeadAttention",
                List.of(
                        query.value(),
                        key.value(),
                        value.value(),
                        mergedBias(graph, query, key, value),
                        Inputs.int32(graph, Network.ATTENTION_MASK)),
                Attributes.integer("num_heads", attention.heads()),
                Attributes.real("mask_filter_value", graph.realType().hidden()));
        return layout.fromStream(graph, context);
    }

    private static String mergedBias(GraphBuilder graph, Projected query, Projected key, Projected value) {
        Optional<Projected.Bias> keyBias = key.pendingBias();
        Optional<Projected.Bias> valueBias = value.pendingBias();
        return query.pendingBias()
                .map(bias -> graph.weight(WeightTensor.mergedBias(
                        bias.tensor(),
                        keyBias.orElseThrow().tensor(),
                        valueBias.orElseThrow().tensor())))
                .orElse(ABSENT);
    }

    @Override
    public String activate(GraphBuilder graph, Activation activation, String scope, Projected input) {
        if (activation != Activation.GELU_ERF || input.pendingBias().isEmpty()) {
            return super.activate(graph, activation, scope, input);
        }
        WeightTensor bias = input.pendingBias().get().tensor();
        return graph.contrib("BiasGelu", scope, List.of(input.value(), graph.weight(bias)));
    }

    @Override
    public void addAndNormalise(GraphBuilder graph, LayerNorm norm, String residual, Projected branch, String output) {
        if (branch.pendingBias().isEmpty()) {
            super.addAndNormalise(graph, norm, residual, branch, output);
            return;
        }
        WeightTensor bias = branch.pendingBias().get().tensor();
        graph.contrib(
                "SkipLayerNormalization",
                output,
                List.of(
                        residual,
                        branch.value(),
                        graph.weight(WeightTensor.of(norm.scale())),
                        graph.weight(WeightTensor.of(norm.shift())),
                        graph.weight(bias)),
                Attributes.real("epsilon", norm.epsilon()));
    }
}
