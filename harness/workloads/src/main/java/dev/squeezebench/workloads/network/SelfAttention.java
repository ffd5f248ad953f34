package dev.squeezebench.workloads.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * Multi-head scaled dot-product self-attention without its output projection (Vaswani et al. 2017, arXiv 1706.03762).
 * Masked positions get the lowest float32 added before the softmax, as in the original implementation.
 *
 * @param heads number of heads; divides the width
 * @param query from the block's input
 * @param key from the block's input
 * @param value from the block's input
 */
public record SelfAttention(int heads, Projection query, Projection key, Projection value) {
    public SelfAttention {
        if (heads < 1 || query.out() % heads != 0) {
            throw new IllegalArgumentException(heads + " heads do not divide width " + query.out());
        }
    }

    public int width() {
        return query.out();
    }

    public List<Parameter> parameters() {
        return Stream.of(query, key, value)
                .flatMap(p -> p.parameters().stream())
                .toList();
    }
}
