package dev.squeezebench.workloads.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A BERT-like encoder in layers.
 *
 * <p>{@link #inputs}, int64 in ONNX and int32 in TensorFlow Lite, are {@code [batch, sequence]}. {@link #outputs} are {@code
 * last_hidden_state [batch, sequence, width]} and {@code pooler_output [batch, width]}.
 *
 * @param architecture {@code bert} or {@code squeezebert}: for people, no emitter looks at it
 * @param embeddings first layer
 * @param blocks the encoder
 * @param pooler tanh projection of the first position; absent in checkpoints of models for tokens, which then lack the
 *     second output
 */
public record Network(
        String architecture, Embeddings embeddings, List<EncoderBlock> blocks, Optional<Projection> pooler) {
    public static final String INPUT_IDS = "input_ids";
    public static final String ATTENTION_MASK = "attention_mask";
    public static final String TOKEN_TYPE_IDS = "token_type_ids";
    public static final String LAST_HIDDEN_STATE = "last_hidden_state";
    public static final String POOLER_OUTPUT = "pooler_output";

    public Network {
        blocks = List.copyOf(blocks);
    }

    /** Names of what goes in. */
    public static List<String> inputs() {
        return List.of(INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS);
    }

    /** Names of what comes out. */
    public List<String> outputs() {
        return pooler.isPresent() ? List.of(LAST_HIDDEN_STATE, POOLER_OUTPUT) : List.of(LAST_HIDDEN_STATE);
    }

    /** The same without the pooler. */
    public Network withoutPooler() {
        return new Network(architecture, embeddings, blocks, Optional.empty());
    }

    /**
     * Everything that the outputs depend on but the weights, in words that stay the same when the code is rewritten: cached
     * files are found by it. Its first line counts up when the same words come to mean another network.
     */
    public String canonicalText() {
        StringBuilder text = new StringBuilder("network 1\n");
        line(text, architecture, embeddings.name(), embeddings.vocabulary(), embeddings.positions());
        line(text, "types", embeddings.tokenTypes(), embeddings.width());
        norm(text, embeddings.norm());
        for (EncoderBlock block : blocks) {
            line(text, "block", block.name(), block.attention().heads(), block.activation());
            projection(text, block.attention().query());
            projection(text, block.attention().key());
            projection(text, block.attention().value());
            projection(text, block.postAttention());
            norm(text, block.attentionNorm());
            projection(text, block.intermediate());
            projection(text, block.output());
            norm(text, block.outputNorm());
        }
        pooler.ifPresent(projection -> projection(text, projection));
        return text.toString();
    }

    private static void projection(StringBuilder text, Projection projection) {
        line(
                text,
                projection.convolution() ? "convolution" : "dense",
                projection.name(),
                projection.in(),
                projection.out(),
                projection.groups());
    }

    /** The epsilon by its bits: how a double is written differs between Java versions. */
    private static void norm(StringBuilder text, LayerNorm norm) {
        line(text, "norm", norm.name(), norm.width(), Long.toHexString(Double.doubleToLongBits(norm.epsilon())));
    }

    private static void line(StringBuilder text, Object... words) {
        text.append(Stream.of(words).map(String::valueOf).collect(Collectors.joining(" ")))
                .append('\n');
    }

    public int width() {
        return embeddings.width();
    }

    /** Every parameter, in the order of the computation. */
    public List<Parameter> parameters() {
        return Stream.of(
                        embeddings.parameters().stream(),
                        blocks.stream().flatMap(block -> block.parameters().stream()),
                        pooler.stream().flatMap(projection -> projection.parameters().stream()))
                .flatMap(stream -> stream)
                .toList();
    }

    /** Whether any projection has more than one group: without, there is nothing to lower. */
    public boolean hasGroups() {
        return blocks.stream()
                .flatMap(block -> Stream.of(
                        block.attention().query(),
                        block.attention().key(),
                        block.attention().value(),
                        block.postAttention(),
                        block.intermediate(),
                        block.output()))
                .anyMatch(projection -> projection.groups() > 1);
    }
}
