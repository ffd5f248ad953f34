package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.Embeddings;
import dev.squeezebench.workloads.network.LayerNorm;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.SelfAttention;
import java.util.List;

/** Operators of the ONNX standard only. */
class Unfused implements Fusion {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public void embed(GraphBuilder graph, Embeddings embeddings, String output) {
        String scope = embeddings.name();
        String words = graph.node(
                "Gather",
                scope + "/words",
                List.of(graph.weight(WeightTensor.of(embeddings.words())), Network.INPUT_IDS));
        String types = graph.node(
                "Gather",
                scope + "/token-types",
                List.of(graph.weight(WeightTensor.of(embeddings.tokenTypeTable())), Network.TOKEN_TYPE_IDS));
        String sum = graph.node("Add", scope + "/Add", List.of(words, positions(graph, embeddings)));
        addAndNormalise(graph, embeddings.norm(), sum, Projected.complete(types), output);
    }

    /** The first rows of the position table, as many as the sequence is long. */
    private static String positions(GraphBuilder graph, Embeddings embeddings) {
        String length = graph.node(
                "Shape",
                embeddings.name() + "/length",
                List.of(Network.INPUT_IDS),
                Attributes.integer("start", 1),
                Attributes.integer("end", 2));
        return graph.node(
                "Slice",
                embeddings.name() + "/positions",
                List.of(
                        graph.weight(WeightTensor.of(embeddings.positionTable())),
                        graph.integers(0),
                        length,
                        graph.integers(0)));
    }

    @Override
    public String attend(GraphBuilder graph, SelfAttention attention, Heads heads) {
        return new PlainAttention(graph, attention, heads).write();
    }

    @Override
    public String activate(GraphBuilder graph, Activation activation, String scope, Projected input) {
        String value = input.biased(graph);
        return switch (activation) {
            case GELU_ERF -> graph.node("Gelu", scope, List.of(value), Attributes.text("approximate", "none"));
            case GELU_TANH -> graph.node("Gelu", scope, List.of(value), Attributes.text("approximate", "tanh"));
            case RELU -> graph.node("Relu", scope, List.of(value));
            case TANH -> graph.node("Tanh", scope, List.of(value));
        };
    }

    @Override
    public void addAndNormalise(GraphBuilder graph, LayerNorm norm, String residual, Projected branch, String output) {
        String sum = graph.node("Add", norm.name() + "/Add", List.of(residual, branch.biased(graph)));
        graph.node(
                "LayerNormalization",
                output,
                List.of(sum, graph.weight(WeightTensor.of(norm.scale())), graph.weight(WeightTensor.of(norm.shift()))),
                Attributes.integer("axis", -1),
                Attributes.real("epsilon", norm.epsilon()));
    }
}
