package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Adds operators to a graph and works out the shapes of their results. */
final class Operators {
    private final Graph graph;
    private final Map<Map.Entry<Value, Integer>, List<Value>> splits = new HashMap<>();

    Operators(Graph graph) {
        this.graph = graph;
    }

    /** A whole parameter in another shape: the order of its elements stays, and so does its name. */
    Value parameter(Parameter parameter, Integer... shape) {
        return graph.trained(
                parameter.name(), List.of(shape), new Constant.Trained(parameter, 0, parameter.elements()));
    }

    /** Rows {@code from} to {@code from + count} of a parameter's first axis; the name says so by a suffix. */
    Value rows(Parameter parameter, int from, int count, Integer... shape) {
        long row = parameter.elements() / parameter.shape().get(0);
        return graph.trained(
                parameter.name() + "/rows_" + from + '_' + (from + count),
                List.of(shape),
                new Constant.Trained(parameter, from * row, count * row));
    }

    Value scalar(double value) {
        return graph.scalar((float) value);
    }

    /** Both operands broadcast; the result has the shape of the first. */
    Value add(String name, Value x, Value y) {
        return graph.node(name, Operation.ADD, List.of(x, y), x.shape());
    }

    /** {@code x - y}; the result has the given operand's shape. */
    Value subtract(String name, Value x, Value y, List<Integer> shape) {
        return graph.node(name, Operation.SUB, List.of(x, y), shape);
    }

    /** Both operands broadcast; the result has the shape of the first. */
    Value multiply(String name, Value x, Value y) {
        return graph.node(name, Operation.MUL, List.of(x, y), x.shape());
    }

    /** Mean over the last axis, which stays with size 1. */
    Value mean(String name, Value x) {
        int last = x.shape().size() - 1;
        return graph.node(name, Operation.MEAN, List.of(x, graph.integers(List.of(last))), withLast(x.shape(), 1));
    }

    Value rsqrt(String name, Value x) {
        return graph.node(name, Operation.RSQRT, List.of(x), x.shape());
    }

    Value softmax(String name, Value x) {
        return graph.node(name, Operation.SOFTMAX, List.of(x), x.shape());
    }

    Value activation(String name, Activation activation, Value x) {
        Operation operation =
                switch (activation) {
                    case GELU_ERF -> Operation.gelu(false);
                    case GELU_TANH -> Operation.gelu(true);
                    case RELU -> Operation.RELU;
                    case TANH -> Operation.TANH;
                };
        return graph.node(name, operation, List.of(x), x.shape());
    }

    /** {@code weight} is {@code [out, in]}; in and out are the last axes of operand and result. */
    Value fullyConnected(String name, Value x, Value weight, Value bias) {
        return graph.node(
                name,
                Operation.FULLY_CONNECTED,
                List.of(x, weight, bias),
                withLast(x.shape(), weight.shape().get(0)));
    }

    /** {@code x} is {@code [n, h, w, in]}, {@code filter} {@code [out, 1, 1, in / groups]}. */
    Value pointwiseConvolution(String name, Value x, Value filter, Value bias) {
        return graph.node(
                name,
                Operation.GROUPED_CONV,
                List.of(x, filter, bias),
                withLast(x.shape(), filter.shape().get(0)));
    }

    /** {@code x [.., m, k]} times {@code y [.., k, n]}. */
    Value matmul(String name, Value x, Value y) {
        int n = y.shape().get(y.shape().size() - 1);
        return graph.node(name, Operation.BATCH_MATMUL, List.of(x, y), withLast(x.shape(), n));
    }

    /** {@code x [.., m, k]} times the transpose of {@code y [.., n, k]}. */
    Value matmulTransposed(String name, Value x, Value y) {
        int n = y.shape().get(y.shape().size() - 2);
        return graph.node(name, Operation.BATCH_MATMUL_TRANSPOSED, List.of(x, y), withLast(x.shape(), n));
    }

    Value reshape(String name, Value x, Integer... shape) {
        return reshape(name, x, List.of(shape));
    }

    Value reshape(String name, Value x, List<Integer> shape) {
        return graph.node(name, Operation.RESHAPE, List.of(x, graph.integers(shape)), shape);
    }

    /** Result axis i is operand axis {@code permutation[i]}. */
    Value transpose(String name, Value x, Integer... permutation) {
        List<Integer> shape =
                IntStream.of(toInts(permutation)).mapToObj(x.shape()::get).toList();
        return graph.node(name, Operation.TRANSPOSE, List.of(x, graph.integers(List.of(permutation))), shape);
    }

    /** The part of a shape that starts at index 0 of every axis. */
    Value leading(String name, Value x, Integer... shape) {
        List<Integer> begin = x.shape().stream().map(axis -> 0).toList();
        return graph.node(
                name,
                Operation.SLICE,
                List.of(x, graph.integers(begin), graph.integers(List.of(shape))),
                List.of(shape));
    }

    /** Rows of {@code table [n, width]} chosen by int32 {@code ids}. */
    Value gather(String name, Value table, Value ids) {
        List<Integer> shape = new ArrayList<>(ids.shape());
        shape.add(table.shape().get(1));
        return graph.node(name, Operation.GATHER, List.of(table, ids), shape);
    }

    Value toFloat(String name, Value x) {
        return graph.node(name, Operation.CAST_INT32_TO_FLOAT32, List.of(x), x.shape());
    }

    /** Equal parts along the last axis; the same as before, with their names, where the value was split so already. */
    List<Value> split(String name, Value x, int parts) {
        return splits.computeIfAbsent(Map.entry(x, parts), key -> {
            int last = x.shape().size() - 1;
            List<String> names = IntStream.range(0, parts)
                    .mapToObj(part -> name + '_' + part)
                    .toList();
            return graph.nodes(
                    names,
                    Operation.split(parts),
                    List.of(graph.integers(List.of(last)), x),
                    withLast(x.shape(), x.shape().get(last) / parts));
        });
    }

    /** Joins values of one shape along the last axis. */
    Value concatenate(String name, List<Value> values) {
        List<Integer> shape = values.get(0).shape();
        int last = shape.size() - 1;
        return graph.node(
                name, Operation.concatenation(last), values, withLast(shape, shape.get(last) * values.size()));
    }

    private static int[] toInts(Integer... values) {
        return List.of(values).stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Integer> withLast(List<Integer> shape, int size) {
        List<Integer> changed = new ArrayList<>(shape);
        changed.set(changed.size() - 1, size);
        return changed;
    }
}
