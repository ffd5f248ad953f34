package dev.squeezebench.workloads.network;

/**
 * Groups of each of SqueezeBERT's six convolutions.
 *
 * @param query of the attention
 * @param key of the attention
 * @param value of the attention
 * @param postAttention output projection of the attention
 * @param intermediate widening
 * @param output narrowing
 */
public record Groups(int query, int key, int value, int postAttention, int intermediate, int output) {
    /** As published: Iandola et al. 2020, arXiv 2006.11316, section 3.2. */
    public static final Groups PUBLISHED = new Groups(4, 4, 4, 1, 4, 4);
}
