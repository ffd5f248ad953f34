package dev.squeezebench.workloads.tflite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.schema.TensorType;

/** A TensorFlow Lite subgraph in the making: tensors, and operators in the order in which they run. */
final class Graph {
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final Map<Constant, Value> shared = new HashMap<>();

    /**
     * A tensor.
     *
     * @param name shown by tools that open the file
     * @param type a {@link TensorType}
     * @param shape its dimensions
     * @param constant its elements when it is known before the graph runs
     */
    record Tensor(String name, byte type, List<Integer> shape, Optional<Constant> constant) {}

    /**
     * An operator with its operands, as places in the list of tensors.
     *
     * @param operation what it does
     * @param inputs operands
     * @param outputs results
     */
    record Node(Operation operation, List<Integer> inputs, List<Integer> outputs) {}

    Value input(String name, byte type, List<Integer> shape) {
        Value value = tensor(name, type, shape, Optional.empty());
        inputs.put(name, value);
        return value;
    }

    /** Declares a tensor as an output; it carries that name already. */
    void output(Value value) {
        outputs.put(tensors.get(value.index()).name(), value);
    }

    /** A float32 constant taken from the weights. */
    Value trained(String name, List<Integer> shape, Constant.Trained constant) {
        return tensor(name, TensorType.FLOAT32, shape, Optional.of(constant));
    }

    /** An int32 vector; equal ones are stored once. */
    Value integers(List<Integer> values) {
        return shared.computeIfAbsent(
                new Constant.Integers(values),
                constant ->
                        tensor("integers/" + values, TensorType.INT32, List.of(values.size()), Optional.of(constant)));
    }

    /** A float32 scalar; equal ones are stored once. */
    Value scalar(float value) {
        return shared.computeIfAbsent(
                new Constant.Scalar(value),
                constant -> tensor("scalar/" + value, TensorType.FLOAT32, List.of(), Optional.of(constant)));
    }

    /** Adds an operator with one float32 result. */
    Value node(String name, Operation operation, List<Value> operands, List<Integer> shape) {
        return nodes(List.of(name), operation, operands, shape).get(0);
    }

    /** Adds an operator with several float32 results of one shape. */
    List<Value> nodes(List<String> names, Operation operation, List<Value> operands, List<Integer> shape) {
        List<Value> results = names.stream()
                .map(name -> tensor(name, TensorType.FLOAT32, shape, Optional.empty()))
                .toList();
        nodes.add(new Node(operation, indices(operands), indices(results)));
        return results;
    }

    List<Tensor> tensors() {
        return Collections.unmodifiableList(tensors);
    }

    List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    Map<String, Value> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    Map<String, Value> outputs() {
        return Collections.unmodifiableMap(outputs);
    }

    private Value tensor(String name, byte type, List<Integer> shape, Optional<Constant> constant) {
        tensors.add(new Tensor(name, type, List.copyOf(shape), constant));
        return new Value(tensors.size() - 1, shape);
    }

    private static List<Integer> indices(List<Value> values) {
        return values.stream().map(Value::index).toList();
    }
}
