package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of an ONNX graph with what is known of its inputs. What is asked for and absent is an {@link ArithmeticException}. */
final class OnnxNode {
    private final NodeProto node;
    private final List<Optional<Known>> inputs;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    /** @param outer attributes of the call where the node is part of a function */
    OnnxNode(NodeProto node, List<Optional<Known>> inputs, Map<String, AttributeProto> outer) {
        this.node = node;
        this.inputs = inputs;
        for (AttributeProto attribute : node.getAttributeList()) {
            AttributeProto value =
                    attribute.getRefAttrName().isEmpty() ? attribute : outer.get(attribute.getRefAttrName());
            if (value != null) {
                attributes.put(attribute.getName(), value);
            }
        }
    }

    String type() {
        return node.getOpType();
    }

    Map<String, AttributeProto> attributes() {
        return attributes;
    }

    int outputs() {
        return node.getOutputCount();
    }

    /** How many inputs it has, absent ones included. */
    int inputs() {
        return inputs.size();
    }

    /** Whether the node has an input, known or not. */
    boolean has(int index) {
        return index < node.getInputCount() && !node.getInput(index).isEmpty();
    }

    Optional<Known> find(int index) {
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    Known input(int index) {
        return find(index).orElseThrow(() -> new ArithmeticException("input " + index + " is not known"));
    }

    List<Long> shape(int index) {
        return input(index).shape();
    }

    long integer(String name, long otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : attribute.getI();
    }

    boolean flag(String name, boolean otherwise) {
        return integer(name, otherwise ? 1 : 0) != 0;
    }

    List<Long> integers(String name) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? List.of() : attribute.getIntsList();
    }

    /** Integers of an attribute in old operator sets and of an input in new ones; none where there is neither. */
    List<Long> integers(String name, int input) {
        if (attributes.containsKey(name)) {
            return integers(name);
        }
        return has(input) ? input(input).integers() : List.of();
    }

    String text(String name) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? "" : attribute.getS().toStringUtf8();
    }
}
