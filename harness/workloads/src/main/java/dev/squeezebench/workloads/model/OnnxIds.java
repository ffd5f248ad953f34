package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many rows the tables have that an input's values look up, directly or through operators that pass values on as
 * they are.
 */
final class OnnxIds {
    private static final Set<String> PASSING =
            Set.of("Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Transpose", "Expand");

    /** Operators whose output has the same rows as their first input. */
    private static final Set<String> SAME_ROWS = Set.of("Cast", "Identity", "DequantizeLinear");

    /** Input of ids and input of the table, by operator. */
    private static final Map<String, Map<Integer, Integer>> LOOK_UPS = Map.of(
            "Gather", Map.of(1, 0),
            "EmbedLayerNormalization", Map.of(0, 2, 1, 4));

    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    OnnxIds(GraphProto graph) {
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList().forEach(input -> readers.computeIfAbsent(input, first -> new ArrayList<>())
                    .add(node));
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
    }

    /** Rows of the smallest table that the input looks up. */
    OptionalLong rows(String input) {
        OptionalLong rows = OptionalLong.empty();
        Set<String> seen = new HashSet<>(Set.of(input));
        Deque<String> values = new ArrayDeque<>(seen);
        while (!values.isEmpty()) {
            String value = values.remove();
            for (NodeProto node : readers.getOrDefault(value, List.of())) {
                OptionalLong found = rows(node, value);
                if (found.isPresent() && (rows.isEmpty() || found.getAsLong() < rows.getAsLong())) {
                    rows = found;
                }
                if (PASSING.contains(node.getOpType()) && node.getInput(0).equals(value)) {
                    node.getOutputList().stream().filter(seen::add).forEach(values::add);
                }
            }
        }
        return rows;
    }

    private OptionalLong rows(NodeProto node, String value) {
        for (Map.Entry<Integer, Integer> lookUp :
                LOOK_UPS.getOrDefault(node.getOpType(), Map.of()).entrySet()) {
            boolean has = node.getInputCount() > Math.max(lookUp.getKey(), lookUp.getValue());
            if (has && node.getInput(lookUp.getKey()).equals(value) && axis(node) == 0) {
                return rowsOf(node.getInput(lookUp.getValue()));
            }
        }
        return OptionalLong.empty();
    }

    private static long axis(NodeProto node) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("axis"))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(0);
    }

    private OptionalLong rowsOf(String table) {
        String name = table;
        Set<String> seen = new HashSet<>();
        while (seen.add(name)) {
            TensorProto constant = constants.get(name);
            if (constant != null) {
                return constant.getDimsCount() > 0 && constant.getDims(0) > 0
                        ? OptionalLong.of(constant.getDims(0))
                        : OptionalLong.empty();
            }
            NodeProto producer = producers.get(name);
            if (producer == null || !SAME_ROWS.contains(producer.getOpType()) || producer.getInputCount() == 0) {
                return OptionalLong.empty();
            }
            name = producer.getInput(0);
        }
        return OptionalLong.empty();
    }
}
