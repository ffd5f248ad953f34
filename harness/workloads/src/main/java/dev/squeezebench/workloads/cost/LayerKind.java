package dev.squeezebench.workloads.cost;

import dev.squeezebench.records.text.Words;

/** The part that a layer plays, by which costs are added up over all blocks. */
public enum LayerKind {
    EMBEDDINGS,
    QUERY_KEY_VALUE,
    /** Query by key and weights by value: no parameters, cost grows with the square of the sequence. */
    ATTENTION_PRODUCTS,
    POST_ATTENTION,
    INTERMEDIATE,
    OUTPUT,
    NORMS,
    POOLER;

    /** Word in tables and files, such as {@code query-key-value}. */
    public String word() {
        return Words.withDashes(this);
    }
}
