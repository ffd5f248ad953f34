package dev.squeezebench.workloads.network;

/**
 * Sizes that BERT and SqueezeBERT have in common.
 *
 * @param layers encoder blocks
 * @param width size of a position's hidden state
 * @param heads attention heads; divides the width
 * @param intermediate width between the two projections of a block's second half
 * @param vocabulary rows of the word table
 * @param positions rows of the position table: the longest sequence
 * @param tokenTypes rows of the token-type table
 * @param epsilon of the layer norms, where the architecture does not fix it
 * @param activation after the widening projection
 */
public record EncoderShape(
        int layers,
        int width,
        int heads,
        int intermediate,
        int vocabulary,
        int positions,
        int tokenTypes,
        double epsilon,
        Activation activation) {
    public EncoderShape {
        atLeastOne("layers", layers);
        atLeastOne("width", width);
        atLeastOne("heads", heads);
        atLeastOne("intermediate", intermediate);
        atLeastOne("vocabulary", vocabulary);
        atLeastOne("positions", positions);
        atLeastOne("token types", tokenTypes);
        if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon " + epsilon + " must be at least 0 and finite");
        }
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ' ' + value + " must be at least 1");
        }
    }

    Embeddings embeddings() {
        return new Embeddings(
                "embeddings",
                vocabulary,
                positions,
                tokenTypes,
                width,
                new LayerNorm("embeddings.LayerNorm", width, epsilon));
    }

    /** Both architectures pool alike: a dense layer, never a convolution. */
    Projection pooler() {
        return new Projection("pooler.dense", width, width, 1, false);
    }
}
