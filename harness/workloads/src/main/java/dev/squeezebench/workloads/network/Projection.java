package dev.squeezebench.workloads.network;

import java.util.List;

/**
 * Position-wise linear map {@code y = W x + b}, in {@code groups} independent blocks: a dense layer, or a (grouped) 1x1
 * convolution over positions.
 *
 * @param name prefix of its parameters, such as {@code encoder.layers.0.attention.query}
 * @param in input width, divisible by {@code groups}
 * @param out output width, divisible by {@code groups}
 * @param groups blocks; output block g sees input block g only
 * @param convolution whether the checkpoint has a Conv1d weight {@code [out, in/groups, 1]} and not a Linear one
 *     {@code [out, in]}
 */
public record Projection(String name, int in, int out, int groups, boolean convolution) {
    public Projection {
        if (groups < 1 || in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(
                    name + ": " + groups + " groups do not divide widths " + in + " and " + out);
        }
        if (groups > 1 && !convolution) {
            throw new IllegalArgumentException(name + ": only convolutions have groups");
        }
    }

    public Parameter weight() {
        List<Integer> shape = convolution ? List.of(out, in / groups, 1) : List.of(out, in);
        return new Parameter(name + ".weight", shape, Parameter.Role.WEIGHT);
    }

    public Parameter bias() {
        return new Parameter(name + ".bias", List.of(out), Parameter.Role.BIAS);
    }

    public List<Parameter> parameters() {
        return List.of(weight(), bias());
    }

    /** Floating-point operations for a number of positions, 2 a multiply-add. */
    public long flop(long positions) {
        return 2 * positions * out * (in / groups);
    }
}
