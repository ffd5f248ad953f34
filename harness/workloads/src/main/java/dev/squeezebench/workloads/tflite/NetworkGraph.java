package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.Embeddings;
import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.LayerNorm;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Projection;
import dev.squeezebench.workloads.network.SelfAttention;
import java.util.List;
import org.tensorflow.lite.schema.TensorType;

/**
 * Turns the description of a network into a graph for one batch size and sequence length. Hidden states are {@code
 * [batch, 1, sequence, width]} throughout, so that a convolution needs no reshape; built-in operators only, in forms
 * that the XNNPACK delegate takes.
 */
final class NetworkGraph {
    private final Operators operators;
    private final TfliteLowering lowering;
    private final int batch;
    private final int sequence;

    private NetworkGraph(Operators operators, TfliteLowering lowering, int batch, int sequence) {
        this.operators = operators;
        this.lowering = lowering;
        this.batch = batch;
        this.sequence = sequence;
    }

    static Graph of(Network network, TfliteLowering lowering, int batch, int sequence) {
        Graph graph = new Graph();
        new NetworkGraph(new Operators(graph), lowering, batch, sequence).write(graph, network);
        return graph;
    }

    private void write(Graph graph, Network network) {
        List<Integer> shape = List.of(batch, sequence);
        Value ids = graph.input(Network.INPUT_IDS, TensorType.INT32, shape);
        Value mask = graph.input(Network.ATTENTION_MASK, TensorType.INT32, shape);
        Value types = graph.input(Network.TOKEN_TYPE_IDS, TensorType.INT32, shape);

        Value hidden = embed(network.embeddings(), ids, types);
        Value bias = attentionBias(mask);
        for (EncoderBlock block : network.blocks()) {
            hidden = block(block, hidden, bias);
        }
        graph.output(operators.reshape(Network.LAST_HIDDEN_STATE, hidden, batch, sequence, network.width()));
        if (network.pooler().isPresent()) {
            graph.output(pool(network.pooler().get(), hidden));
        }
    }

    private Value embed(Embeddings layer, Value ids, Value types) {
        String name = layer.name();
        Value words = operators.gather(
                name + "/words", operators.parameter(layer.words(), layer.vocabulary(), layer.width()), ids);
        Value kinds = operators.gather(
                name + "/token_types",
                operators.parameter(layer.tokenTypeTable(), layer.tokenTypes(), layer.width()),
                types);
        Value positions = operators.rows(layer.positionTable(), 0, sequence, 1, sequence, layer.width());
        Value sum = operators.add(name + "/words_and_types", words, kinds);
        Value embedded = operators.add(name + "/sum", sum, positions);
        return normalise(layer.norm(), operators.reshape(name + "/image", embedded, batch, 1, sequence, layer.width()));
    }

    /** 0 where a position counts and the lowest float32 where it does not, for every head and query. */
    private Value attentionBias(Value mask) {
        Value counts = operators.reshape(
                "attention_mask/keys", operators.toFloat("attention_mask/float", mask), batch, 1, 1, sequence);
        Value masked = operators.subtract("attention_mask/masked", operators.scalar(1), counts, counts.shape());
        return operators.multiply("attention_mask/bias", masked, operators.scalar(-Float.MAX_VALUE));
    }

    private Value block(EncoderBlock block, Value x, Value bias) {
        Value attended = project(block.postAttention(), attend(block.name(), block.attention(), x, bias));
        Value a = normalise(block.attentionNorm(), operators.add(block.name() + "/attention_residual", x, attended));
        Value narrow = lowering.feedForward(operators, block, a)
                .orElseGet(() -> project(
                        block.output(),
                        operators.activation(
                                block.name() + "/activation", block.activation(), project(block.intermediate(), a))));
        return normalise(block.outputNorm(), operators.add(block.name() + "/output_residual", a, narrow));
    }

    /** The queries are scaled and not the scores, which are more from 64 positions on in the published networks. */
    private Value attend(String block, SelfAttention layer, Value x, Value bias) {
        String name = block + "/attention";
        int perHead = layer.width() / layer.heads();
        Value queries = operators.multiply(
                name + "/scaled_query", project(layer.query(), x), operators.scalar(1 / Math.sqrt(perHead)));
        Value q = heads(name + "/query", queries, layer.heads());
        Value k = heads(name + "/key", project(layer.key(), x), layer.heads());
        Value v = heads(name + "/value", project(layer.value(), x), layer.heads());
        Value scores = operators.add(name + "/masked_scores", operators.matmulTransposed(name + "/scores", q, k), bias);
        Value context = operators.matmul(name + "/context", operators.softmax(name + "/probabilities", scores), v);
        Value headLast = operators.transpose(name + "/head_last", context, 0, 2, 1, 3);
        return operators.reshape(name + "/joined", headLast, batch, 1, sequence, layer.width());
    }

    /** {@code [batch, 1, sequence, width]} to {@code [batch, heads, sequence, width / heads]}. */
    private Value heads(String name, Value x, int heads) {
        int width = x.shape().get(3);
        Value split = operators.reshape(name + "/heads", x, batch, sequence, heads, width / heads);
        return operators.transpose(name + "/head_first", split, 0, 2, 1, 3);
    }

    private Value project(Projection projection, Value x) {
        return projection.groups() == 1
                ? fullyConnected(projection.name(), projection, x)
                : lowering.project(operators, projection, x);
    }

    private Value fullyConnected(String name, Projection projection, Value x) {
        return operators.fullyConnected(
                name,
                x,
                operators.parameter(projection.weight(), projection.out(), projection.in()),
                operators.parameter(projection.bias(), projection.out()));
    }

    /** Decomposed, since TensorFlow Lite has no operator for it. */
    private Value normalise(LayerNorm norm, Value x) {
        String name = norm.name();
        Value centred = operators.subtract(name + "/centred", x, operators.mean(name + "/mean", x), x.shape());
        Value variance = operators.mean(name + "/variance", operators.multiply(name + "/squared", centred, centred));
        Value inverse = operators.rsqrt(
                name + "/inverse_deviation",
                operators.add(name + "/variance_and_epsilon", variance, operators.scalar(norm.epsilon())));
        Value normal = operators.multiply(name + "/normalised", centred, inverse);
        Value scaled = operators.multiply(name + "/scaled", normal, operators.parameter(norm.scale(), norm.width()));
        return operators.add(name, scaled, operators.parameter(norm.shift(), norm.width()));
    }

    private Value pool(Projection pooler, Value hidden) {
        Value first = operators.leading(pooler.name() + "/first", hidden, batch, 1, 1, pooler.in());
        Value row = operators.reshape(pooler.name() + "/row", first, batch, pooler.in());
        return operators.activation(Network.POOLER_OUTPUT, Activation.TANH, project(pooler, row));
    }
}
