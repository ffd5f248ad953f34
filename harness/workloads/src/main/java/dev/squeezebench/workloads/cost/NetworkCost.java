package dev.squeezebench.workloads.cost;

import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.LayerNorm;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.network.Projection;
import dev.squeezebench.workloads.network.SelfAttention;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Cost of a network by layer kind, counted by walking its description.
 *
 * @param layers one for each kind, in the order of {@link LayerKind}
 */
public record NetworkCost(List<LayerCost> layers) {
    public NetworkCost {
        layers = List.copyOf(layers);
    }

    /**
     * Cost of one invocation.
     *
     * @param batch sequences
     * @param sequenceLength tokens in one sequence, padding included, since runtimes compute it
     */
    public static NetworkCost of(Network network, int batch, int sequenceLength) {
        return new Count(batch, sequenceLength).of(network);
    }

    public long parameters() {
        return layers.stream().mapToLong(LayerCost::parameters).sum();
    }

    /** Floating-point operations of all matrix products. */
    public long flop() {
        return layers.stream().mapToLong(LayerCost::flop).sum();
    }

    /** The same without the pooler: the figure that papers give. */
    public long encoderFlop() {
        return layers.stream()
                .filter(layer -> layer.kind() != LayerKind.POOLER)
                .mapToLong(LayerCost::flop)
                .sum();
    }

    private static final class Count {
        private final long batch;
        private final long sequenceLength;
        private final Map<LayerKind, LayerCost> costs = new EnumMap<>(LayerKind.class);

        Count(long batch, long sequenceLength) {
            this.batch = batch;
            this.sequenceLength = sequenceLength;
            for (LayerKind kind : LayerKind.values()) {
                costs.put(kind, new LayerCost(kind, 0, 0));
            }
        }

        NetworkCost of(Network network) {
            add(LayerKind.EMBEDDINGS, elements(network.embeddings().parameters()), 0);
            network.blocks().forEach(this::add);
            network.pooler().ifPresent(pooler -> add(LayerKind.POOLER, pooler, batch));
            return new NetworkCost(List.copyOf(costs.values()));
        }

        private void add(EncoderBlock block) {
            long positions = batch * sequenceLength;
            SelfAttention attention = block.attention();
            add(LayerKind.QUERY_KEY_VALUE, attention.query(), positions);
            add(LayerKind.QUERY_KEY_VALUE, attention.key(), positions);
            add(LayerKind.QUERY_KEY_VALUE, attention.value(), positions);
            // Two products of [length, size] by [size, length] a head; heads x size is the width.
            add(LayerKind.ATTENTION_PRODUCTS, 0, 2 * 2 * positions * sequenceLength * attention.width());
            add(LayerKind.POST_ATTENTION, block.postAttention(), positions);
            add(block.attentionNorm());
            add(LayerKind.INTERMEDIATE, block.intermediate(), positions);
            add(LayerKind.OUTPUT, block.output(), positions);
            add(block.outputNorm());
        }

        private void add(LayerNorm norm) {
            add(LayerKind.NORMS, elements(norm.parameters()), 0);
        }

        private void add(LayerKind kind, Projection projection, long positions) {
            add(kind, elements(projection.parameters()), projection.flop(positions));
        }

        private void add(LayerKind kind, long parameters, long flop) {
            costs.merge(kind, new LayerCost(kind, parameters, flop), LayerCost::plus);
        }

        private static long elements(List<Parameter> parameters) {
            return parameters.stream().mapToLong(Parameter::elements).sum();
        }
    }
}
