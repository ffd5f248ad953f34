package dev.squeezebench.workloads.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * A BERT-like encoder in layers.
 *
 * <p>Inputs, all int64 in ONNX and int32 in TFLite, {@code [batch, sequence]}: {@code input_ids}, {@code
 * attention_mask}, {@code token_type_ids}. Outputs, float32: {@code last_hidden_state [batch, sequence, width]}, {@code
 * pooler_output [batch, width]}.
 *
 * @param architecture {@code bert} or {@code squeezebert}: for people, no emitter looks at it
 * @param embeddings first layer
 * @param blocks the encoder
 * @param pooler tanh projection of the first position
 */
public record Network(String architecture, Embeddings embeddings, List<EncoderBlock> blocks, Projection pooler) {
    public Network {
        blocks = List.copyOf(blocks);
    }

    public int width() {
        return embeddings.width();
    }

    /** Every parameter, in the order of the computation. */
    public List<Parameter> parameters() {
        return Stream.of(
                        embeddings.parameters().stream(),
                        blocks.stream().flatMap(block -> block.parameters().stream()),
                        pooler.parameters().stream())
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
