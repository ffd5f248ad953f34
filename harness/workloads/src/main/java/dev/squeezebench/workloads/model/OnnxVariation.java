package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the operators of an ONNX model that draw random numbers, in nested graphs and in functions that are called too. */
final class OnnxVariation {
    private static final Set<String> RANDOM = Set.of(
            "RandomNormal",
            "RandomNormalLike",
            "RandomUniform",
            "RandomUniformLike",
            "Bernoulli",
            "Multinomial",
            "Sampling");

    /** Input that says whether elements are dropped, by operator; without it nothing is. */
    private static final Map<String, Integer> TRAINING_MODE =
            Map.of("Dropout", 2, "BitmaskDropout", 2, "BiasDropout", 4, "BitmaskBiasDropout", 4);

    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final Set<String> called = new HashSet<>();
    private final Set<String> random = new TreeSet<>();

    /** Constants by name, of the innermost graph first; a function sees its own only. */
    private Deque<Map<String, TensorProto>> constants = new ArrayDeque<>();

    OnnxVariation(ModelProto model) {
        model.getFunctionsList()
                .forEach(function -> functions.put(key(function.getDomain(), function.getName()), function));
        graph(model.getGraph());
    }

    /** Their names in alphabetical order. */
    List<String> randomOperators() {
        return List.copyOf(random);
    }

    private static String key(String domain, String name) {
        return (domain.equals("ai.onnx") ? "" : domain) + ' ' + name;
    }

    private void graph(GraphProto graph) {
        Map<String, TensorProto> own = new HashMap<>();
        graph.getInitializerList().forEach(tensor -> own.put(tensor.getName(), tensor));
        nodes(own, graph.getNodeList());
    }

    private void nodes(Map<String, TensorProto> own, List<NodeProto> nodes) {
        nodes.stream()
                .filter(node -> node.getOpType().equals("Constant") && node.getOutputCount() == 1)
                .forEach(node -> node.getAttributeList().stream()
                        .filter(AttributeProto::hasT)
                        .forEach(value -> own.put(node.getOutput(0), value.getT())));
        constants.push(own);
        nodes.forEach(this::node);
        constants.pop();
    }

    private void node(NodeProto node) {
        String type = node.getOpType();
        FunctionProto function = functions.get(key(node.getDomain(), type));
        if (function != null) {
            if (called.add(key(node.getDomain(), type))) {
                Deque<Map<String, TensorProto>> callers = constants;
                constants = new ArrayDeque<>();
                nodes(new HashMap<>(), function.getNodeList());
                constants = callers;
            }
        } else if (RANDOM.contains(type) || (TRAINING_MODE.containsKey(type) && drops(node))) {
            random.add(type);
        }
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                graph(attribute.getG());
            }
            attribute.getGraphsList().forEach(this::graph);
        }
    }

    /** A mode that is computed, or an input, may be that of training. */
    private boolean drops(NodeProto node) {
        int mode = TRAINING_MODE.getOrDefault(node.getOpType(), 0);
        if (mode >= node.getInputCount() || node.getInput(mode).isEmpty()) {
            return false;
        }
        for (Map<String, TensorProto> graph : constants) {
            TensorProto constant = graph.get(node.getInput(mode));
            if (constant != null) {
                return constant.getInt32DataList().stream().anyMatch(value -> value != 0)
                        || (!constant.getRawData().isEmpty()
                                && constant.getRawData().byteAt(0) != 0);
            }
        }
        return true;
    }
}
