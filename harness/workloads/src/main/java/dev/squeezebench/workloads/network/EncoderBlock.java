package dev.squeezebench.workloads.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * One post-norm transformer block: {@code a = norm(x + postAttention(attention(x)))}, {@code y = norm(a +
 * output(activation(intermediate(a))))}.
 *
 * @param name prefix of its parameters, such as {@code encoder.layer.0}
 * @param attention self-attention
 * @param postAttention output projection of the attention
 * @param attentionNorm after the first residual sum
 * @param intermediate widening projection
 * @param activation after the widening
 * @param output narrowing projection
 * @param outputNorm after the second residual sum
 */
public record EncoderBlock(
        String name,
        SelfAttention attention,
        Projection postAttention,
        LayerNorm attentionNorm,
        Projection intermediate,
        Activation activation,
        Projection output,
        LayerNorm outputNorm) {
    /** Whether a group of the narrowing projection reads exactly what the same group of the widening one makes. */
    public boolean groupsRunThrough() {
        return intermediate.groups() > 1 && output.groups() == intermediate.groups();
    }

    public List<Parameter> parameters() {
        return Stream.of(
                        attention.parameters(),
                        postAttention.parameters(),
                        attentionNorm.parameters(),
                        intermediate.parameters(),
                        output.parameters(),
                        outputNorm.parameters())
                .flatMap(List::stream)
                .toList();
    }
}
