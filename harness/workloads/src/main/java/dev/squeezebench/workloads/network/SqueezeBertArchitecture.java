package dev.squeezebench.workloads.network;

import java.util.Optional;
import java.util.stream.IntStream;

/** Iandola et al. 2020, arXiv 2006.11316, with the parameter names of Hugging Face's {@code SqueezeBertModel}. */
public final class SqueezeBertArchitecture {
    /**
     * The original implementation fixes the epsilon of the encoder's norms ({@code SqueezeBertLayerNorm(eps=1e-12)});
     * its configuration's {@code layer_norm_eps} reaches the embeddings only.
     */
    private static final double ENCODER_EPSILON = 1e-12;

    private SqueezeBertArchitecture() {}

    /** The network of these sizes and groups. */
    public static Network network(EncoderShape shape, Groups groups) {
        return new Network(
                "squeezebert",
                shape.embeddings(),
                IntStream.range(0, shape.layers())
                        .mapToObj(layer -> block(shape, groups, "encoder.layers." + layer))
                        .toList(),
                Optional.of(shape.pooler()));
    }

    private static EncoderBlock block(EncoderShape shape, Groups groups, String name) {
        int width = shape.width();
        return new EncoderBlock(
                name,
                new SelfAttention(
                        shape.heads(),
                        convolution(name + ".attention.query", width, width, groups.query()),
                        convolution(name + ".attention.key", width, width, groups.key()),
                        convolution(name + ".attention.value", width, width, groups.value())),
                convolution(name + ".post_attention.conv1d", width, width, groups.postAttention()),
                new LayerNorm(name + ".post_attention.layernorm", width, ENCODER_EPSILON),
                convolution(name + ".intermediate.conv1d", width, shape.intermediate(), groups.intermediate()),
                shape.activation(),
                convolution(name + ".output.conv1d", shape.intermediate(), width, groups.output()),
                new LayerNorm(name + ".output.layernorm", width, ENCODER_EPSILON));
    }

    private static Projection convolution(String name, int in, int out, int groups) {
        return new Projection(name, in, out, groups, true);
    }
}
