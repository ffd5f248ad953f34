package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.network.Projection;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An initialiser whose values are read only when it is written, so that one tensor at a time is in memory.
 *
 * @param name parameter name, with a suffix where the layout differs
 * @param dimensions its shape in the file
 * @param values its values in row-major order
 */
record WeightTensor(String name, List<Integer> dimensions, Values values) {
    WeightTensor {
        dimensions = List.copyOf(dimensions);
    }

    /** Reads the values out of the network's weights. */
    @FunctionalInterface
    interface Values {
        float[] read(Weights weights) throws IOException;
    }

    long elements() {
        return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** A parameter as the checkpoint has it. */
    static WeightTensor of(Parameter parameter) {
        return new WeightTensor(parameter.name(), parameter.shape(), weights -> weights.read(parameter));
    }

    /** {@code [in, out]}: a dense projection's weight as the right operand of MatMul. */
    static WeightTensor transposed(Projection projection) {
        if (projection.groups() != 1) {
            throw new IllegalArgumentException(projection.name() + " has groups");
        }
        return new WeightTensor(
                projection.weight().name() + ".transposed",
                List.of(projection.in(), projection.out()),
                weights -> GroupBlocks.of(projection, weights).transposed(0));
    }

    /** {@code [G, in/G, out/G]}: the groups' blocks as the right operand of a batched MatMul. */
    static WeightTensor groupsTransposed(Projection projection) {
        int groups = projection.groups();
        return new WeightTensor(
                projection.weight().name() + ".groups-transposed",
                List.of(groups, projection.in() / groups, projection.out() / groups),
                weights -> GroupBlocks.of(projection, weights).allTransposed());
    }

    /** {@code [in/G, out/G]}: one group's block as the right operand of MatMul. */
    static WeightTensor groupTransposed(Projection projection, int group) {
        int groups = projection.groups();
        return new WeightTensor(
                projection.weight().name() + ".group" + group + ".transposed",
                List.of(projection.in() / groups, projection.out() / groups),
                weights -> GroupBlocks.of(projection, weights).transposed(group));
    }

    /** {@code [out/G]}: one group's part of the bias. */
    static WeightTensor groupBias(Projection projection, int group) {
        int size = projection.out() / projection.groups();
        return new WeightTensor(
                projection.bias().name() + ".group" + group,
                List.of(size),
                weights -> Arrays.copyOfRange(weights.read(projection.bias()), group * size, (group + 1) * size));
    }

    /** The biases of query, key and value, one after the other. */
    static WeightTensor mergedBias(WeightTensor query, WeightTensor key, WeightTensor value) {
        List<WeightTensor> parts = List.of(query, key, value);
        int size = parts.stream().mapToInt(part -> (int) part.elements()).sum();
        return new WeightTensor(query.name() + ".merged-with-key-and-value", List.of(size), weights -> {
            FloatBuffer merged = FloatBuffer.allocate(size);
            for (WeightTensor part : parts) {
                merged.put(part.values().read(weights));
            }
            return merged.array();
        });
    }
}
