package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A graph while it is written: nodes, small constants, and weights that are read later. A node is called like its first
 * output, so that a runtime's profile speaks the checkpoint's words.
 */
final class GraphBuilder {
    /** Domain of ONNX Runtime's own operators. */
    static final String CONTRIB = "com.microsoft";

    private final GraphProto.Builder graph;
    private final List<WeightTensor> weights = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private final FloatFormat realType;

    GraphBuilder(String name, FloatFormat realType) {
        graph = GraphProto.newBuilder().setName(name);
        this.realType = realType;
    }

    /** Type of weights and activations. */
    FloatFormat realType() {
        return realType;
    }

    /** A dimension with a name instead of a size. */
    static TensorShapeProto.Dimension symbol(String name) {
        return TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
    }

    /** A dimension of a fixed size. */
    static TensorShapeProto.Dimension size(long value) {
        return TensorShapeProto.Dimension.newBuilder().setDimValue(value).build();
    }

    String input(String name, DataType type, TensorShapeProto.Dimension... shape) {
        graph.addInput(value(define(name), type, shape));
        return name;
    }

    void output(String name, DataType type, TensorShapeProto.Dimension... shape) {
        graph.addOutput(value(name, type, shape));
    }

    /** Adds an operator of the ONNX standard with one output. */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return node("", operator, List.of(output), inputs, attributes);
    }

    /** Adds one of ONNX Runtime's own operators with one output; an absent optional input is the empty name. */
    String contrib(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return node(CONTRIB, operator, List.of(output), inputs, attributes);
    }

    /** Adds an operator with several outputs and returns the first. */
    String node(
            String domain, String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        outputs.forEach(this::define);
        graph.addNode(NodeProto.newBuilder()
                .setDomain(domain)
                .setOpType(operator)
                .setName(outputs.get(0))
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
        return outputs.get(0);
    }

    /** Makes a value when it is asked for the first time; the maker must define exactly this name. */
    String once(String name, Consumer<String> make) {
        if (!names.contains(name)) {
            make.accept(name);
        }
        return name;
    }

    /** Adds a weight unless it is there. */
    String weight(WeightTensor weight) {
        return once(weight.name(), name -> {
            define(name);
            weights.add(weight);
        });
    }

    /** An int64 vector. */
    String integers(long... values) {
        return once(
                "const/int64" + Arrays.toString(values).replace(" ", ""),
                name -> graph.addInitializer(TensorProto.newBuilder()
                        .setName(define(name))
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(values.length)
                        .addAllInt64Data(Arrays.stream(values).boxed().toList())));
    }

    /** An int64 scalar. */
    String integer(long value) {
        return once(
                "const/int64/" + value,
                name -> graph.addInitializer(TensorProto.newBuilder()
                        .setName(define(name))
                        .setDataType(DataType.INT64.getNumber())
                        .addInt64Data(value)));
    }

    /** A scalar of the graph's type, rounded to it. */
    String real(float value) {
        return once(
                "const/" + realType.elementType().word() + '/' + value,
                name -> graph.addInitializer(realType.scalar(value)
                        .setName(define(name))
                        .setDataType(realType.dataType().getNumber())));
    }

    /** Whether any operator is one of ONNX Runtime's own. */
    boolean usesContrib() {
        return graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(CONTRIB));
    }

    /** The graph without its weights. */
    GraphProto skeleton() {
        return graph.build();
    }

    /** The weights, in the order of the computation. */
    List<WeightTensor> weights() {
        return List.copyOf(weights);
    }

    private String define(String name) {
        if (!names.add(name)) {
            throw new IllegalStateException("value '" + name + "' is made twice");
        }
        return name;
    }

    private static ValueInfoProto value(String name, DataType type, TensorShapeProto.Dimension... shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(TensorShapeProto.newBuilder().addAllDim(Arrays.asList(shape)))))
                .build();
    }
}
