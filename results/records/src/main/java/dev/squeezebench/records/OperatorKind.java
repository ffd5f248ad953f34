package dev.squeezebench.records;

import dev.squeezebench.records.text.Words;

/** What an operator does for its network, named alike for every runtime. */
public enum OperatorKind {
    /** A matrix product with trained weights, a convolution included. */
    PROJECTION,
    /** Queries by keys, or weights by values: no operand is trained. */
    ATTENTION_PRODUCT,
    SOFTMAX,
    NORMALISATION,
    ACTIVATION,
    /** Moves elements and computes nothing. */
    LAYOUT_CHANGE,
    EMBEDDING,
    /** From the memory of one device to that of another. */
    DEVICE_COPY,
    /** Known, and none of the above: sums of residual streams, scaling, masks. */
    REST,
    /** No node of the model could be found for it, and its type alone does not say what it is for. */
    UNMAPPED;

    /** Word in files, such as {@code attention_product}. */
    public String word() {
        return Words.of(this);
    }

    /** The same as people read it. */
    public String words() {
        return word().replace('_', ' ');
    }
}
