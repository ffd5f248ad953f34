package dev.squeezebench.workloads.network;

import java.util.Optional;
import java.util.stream.IntStream;

/** Devlin et al. 2018, arXiv 1810.04805, with the parameter names of Hugging Face's {@code BertModel}. */
public final class BertArchitecture {
    private BertArchitecture() {}

    /** The network of these sizes. */
    public static Network network(EncoderShape shape) {
        return new Network(
                "bert",
                shape.embeddings(),
                IntStream.range(0, shape.layers())
                        .mapToObj(layer -> block(shape, "encoder.layer." + layer))
                        .toList(),
                Optional.of(shape.pooler()));
    }

    private static EncoderBlock block(EncoderShape shape, String name) {
        int width = shape.width();
        return new EncoderBlock(
                name,
                new SelfAttention(
                        shape.heads(),
                        dense(name + ".attention.self.query", width, width),
                        dense(name + ".attention.self.key", width, width),
                        dense(name + ".attention.self.value", width, width)),
                dense(name + ".attention.output.dense", width, width),
                new LayerNorm(name + ".attention.output.LayerNorm", width, shape.epsilon()),
                dense(name + ".intermediate.dense", width, shape.intermediate()),
                shape.activation(),
                dense(name + ".output.dense", shape.intermediate(), width),
                new LayerNorm(name + ".output.LayerNorm", width, shape.epsilon()));
    }

    private static Projection dense(String name, int in, int out) {
        return new Projection(name, in, out, 1, false);
    }
}
