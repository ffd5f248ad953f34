package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Small ONNX models with the conventions of other tools. {@code .onnx} fixtures of the command's tests come from here. */
final class OnnxModels {
    static final int VOCABULARY = 50;
    static final int WIDTH = 8;
    static final int CLASSES = 5;
    static final long HUGE_ROWS = 70_000_000;

    private OnnxModels() {}

    /**
     * As PyTorch's exporter of old leaves a classifier: int32 ids, symbolic axes, two outputs of different types, slashes
     * in names, shapes of the values between, initialisers that are listed as inputs too (IR version 3).
     */
    static ModelProto.Builder classifier() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("torch_jit")
                .addInput(value("input_ids", DataType.INT32, "batch", "sequence"))
                .addInput(value("attention_mask", DataType.INT64, "batch", "sequence"))
                .addInput(value("table", DataType.FLOAT, VOCABULARY, WIDTH))
                .addOutput(value("logits", DataType.FLOAT, "batch", "sequence", CLASSES))
                .addOutput(value("classes", DataType.INT64, "batch", "sequence"))
                .addValueInfo(value("/m/MatMul_output_0", DataType.FLOAT, "batch", "sequence", CLASSES))
                .addInitializer(weights("table", VOCABULARY, WIDTH))
                .addInitializer(weights("onnx::MatMul_12", WIDTH, CLASSES))
                .addInitializer(TensorProto.newBuilder()
                        .setName("axes")
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(1)
                        .addInt64Data(2))
                .addNode(node("Cast", "/m/Cast_output_0", "input_ids")
                        .addAttribute(integer("to", DataType.INT64.getNumber())))
                .addNode(node("Gather", "/m/Gather_output_0", "table", "/m/Cast_output_0"))
                .addNode(node("MatMul", "/m/MatMul_output_0", "/m/Gather_output_0", "onnx::MatMul_12"))
                .addNode(node("Cast", "kept", "attention_mask").addAttribute(integer("to", DataType.FLOAT.getNumber())))
                .addNode(node("Unsqueeze", "kept3", "kept", "axes"))
                .addNode(node("Mul", "logits", "/m/MatMul_output_0", "kept3"))
                .addNode(node("ArgMax", "classes", "logits")
                        .addAttribute(integer("axis", -1))
                        .addAttribute(integer("keepdims", 0)));
        return model(graph).setIrVersion(3).setProducerName("pytorch").setProducerVersion("2.9.1");
    }

    /** {@code y = x + w}, the weights at the end of another file. */
    static ModelProto.Builder external(String location, long offset, long elements) {
        TensorProto weight = TensorProto.newBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(elements)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(elements * Float.BYTES)))
                .build();
        return model(GraphProto.newBuilder()
                .setName("g")
                .addInput(value("x", DataType.FLOAT, "n", elements))
                .addOutput(value("y", DataType.FLOAT, "n", elements))
                .addInitializer(weight)
                .addNode(node("Add", "y", "x", "w")));
    }

    /** Looks ids up in a table of 2.24 GB that lies in another file, behind a page of something else. */
    static ModelProto.Builder huge() {
        ModelProto.Builder model = external("huge.bin", 4096, HUGE_ROWS * WIDTH);
        GraphProto.Builder graph = model.getGraphBuilder();
        graph.getInitializerBuilder(0).clearDims().addDims(HUGE_ROWS).addDims(WIDTH);
        graph.clearInput()
                .addInput(value("ids", DataType.INT64, 1, 4))
                .clearOutput()
                .addOutput(value("y", DataType.FLOAT, 1, 4, WIDTH))
                .clearNode()
                .addNode(node("Gather", "y", "w", "ids"));
        return model;
    }

    /** Takes images of any number and size, and nothing is said of how the open axes are called. */
    static ModelProto.Builder image() {
        return model(GraphProto.newBuilder()
                .setName("g")
                .addInput(value("image", DataType.FLOAT, "", 3, "", ""))
                .addOutput(value("y", DataType.FLOAT, "", 3, "", ""))
                .addNode(node("Relu", "y", "image")));
    }

    /** Two nodes that wait for one another. */
    static ModelProto.Builder cyclic() {
        return model(GraphProto.newBuilder()
                .setName("g")
                .addInput(value("x", DataType.FLOAT, 1))
                .addOutput(value("y", DataType.FLOAT, 1))
                .addNode(node("Add", "y", "x", "z"))
                .addNode(node("Identity", "z", "y")));
    }

    static ModelProto.Builder model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .setGraph(graph);
    }

    static NodeProto.Builder node(String type, String output, String... inputs) {
        return NodeProto.newBuilder().setOpType(type).addOutput(output).addAllInput(List.of(inputs));
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** @param axes strings for symbols, numbers for sizes, an empty string for an axis that nothing is said of */
    static ValueInfoProto value(String name, DataType type, Object... axes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object axis : axes) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            if (axis instanceof Number size) {
                dimension.setDimValue(size.longValue());
            } else if (!axis.toString().isEmpty()) {
                dimension.setDimParam(axis.toString());
            }
            shape.addDim(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** Values of the size of trained ones, each another. */
    static TensorProto weights(String name, int rows, int columns) {
        ByteBuffer raw = ByteBuffer.allocate(rows * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows * columns; i++) {
            raw.putFloat((i * 37 % 101 - 50) / 64f);
        }
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(rows)
                .addDims(columns)
                .setRawData(ByteString.copyFrom(raw.flip()))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
