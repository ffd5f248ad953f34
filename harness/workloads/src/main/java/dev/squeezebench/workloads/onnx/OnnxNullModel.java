package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.squeezebench.records.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An ONNX file whose outputs are filled with the first element of its first input. Filled with a constant they would be
 * computed when the model is loaded.
 */
public final class OnnxNullModel {
    /** Old enough for every version of ONNX Runtime that can be asked for. */
    private static final int OPSET = 13;

    private static final int IR_VERSION = 7;

    /** Of the tensors that can be exchanged, those that ONNX Runtime casts to and expands. */
    private static final Map<String, DataType> TYPES = Map.of(
            "bool", DataType.BOOL,
            "int8", DataType.INT8,
            "uint8", DataType.UINT8,
            "int16", DataType.INT16,
            "int32", DataType.INT32,
            "int64", DataType.INT64,
            "float16", DataType.FLOAT16,
            "float32", DataType.FLOAT,
            "float64", DataType.DOUBLE);

    private OnnxNullModel() {}

    /** The file; absent where there is no input with an element, no output, or a tensor of another type. */
    public static Optional<byte[]> of(Map<String, TensorShape> inputs, Map<String, TensorShape> outputs) {
        Optional<String> first = inputs.entrySet().stream()
                .filter(input -> !input.getValue().sizes().contains(0L))
                .map(Map.Entry::getKey)
                .findFirst();
        boolean known = inputs.values().stream().allMatch(tensor -> TYPES.containsKey(tensor.dtype()))
                && outputs.values().stream().allMatch(tensor -> TYPES.containsKey(tensor.dtype()));
        if (first.isEmpty() || outputs.isEmpty() || !known) {
            return Optional.empty();
        }
        // Longer than any other name of the file.
        String own = String.join("/", inputs.keySet()) + '/' + String.join("/", outputs.keySet()) + "/null";
        GraphProto.Builder graph = GraphProto.newBuilder().setName("null");
        inputs.forEach((name, tensor) -> graph.addInput(value(name, tensor)));
        graph.addInitializer(integers(own + "/flat", List.of(-1L)));
        graph.addInitializer(integers(own + "/zero", List.of(0L)));
        graph.addNode(node("Reshape", own + "/row", first.get(), own + "/flat"));
        graph.addNode(node("Gather", own + "/one", own + "/row", own + "/zero"));
        outputs.forEach((name, tensor) -> {
            String converted = own + '/' + name;
            graph.addOutput(value(name, tensor));
            graph.addInitializer(integers(converted + "/shape", tensor.sizes()));
            graph.addNode(node("Cast", converted, own + "/one").toBuilder()
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("to")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(type(tensor).getNumber())));
            graph.addNode(node(tensor.sizes().isEmpty() ? "Reshape" : "Expand", name, converted, converted + "/shape"));
        });
        return Optional.of(ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("squeezebench")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray());
    }

    private static DataType type(TensorShape tensor) {
        return Objects.requireNonNull(TYPES.get(tensor.dtype()));
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static TensorProto integers(String name, List<Long> values) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(values.size())
                .addAllInt64Data(values)
                .build();
    }

    private static ValueInfoProto value(String name, TensorShape tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        tensor.sizes().forEach(size -> shape.addDim(GraphBuilder.size(size)));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type(tensor).getNumber())
                                .setShape(shape)))
                .build();
    }
}
