package dev.squeezebench.runners.onnxruntime;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One-node models for the tests. */
public final class SmallModels {
    private SmallModels() {}

    /** {@code y = x} of one element type, x of shape [rows, 2]. */
    static Path identity(Path folder, DataType type) throws IOException {
        return write(folder, "Identity", List.of(input("x", type)), input("y", type));
    }

    /** {@code y = a + b}, float32, both of shape [rows, 2]. */
    public static Path add(Path folder) throws IOException {
        return write(
                folder,
                "Add",
                List.of(input("a", DataType.FLOAT), input("b", DataType.FLOAT)),
                input("y", DataType.FLOAT));
    }

    /** An output that is a sequence of tensors. */
    static Path sequence(Path folder) throws IOException {
        TypeProto.Builder element = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()));
        ValueInfoProto output = ValueInfoProto.newBuilder()
                .setName("y")
                .setType(TypeProto.newBuilder()
                        .setSequenceType(TypeProto.Sequence.newBuilder().setElemType(element)))
                .build();
        return write(folder, "SequenceConstruct", List.of(input("x", DataType.FLOAT)), output);
    }

    /** {@code y = x + w}, where the two elements of w lie in another file. */
    static Path externalData(Path folder, String location) throws IOException {
        TensorProto weight = TensorProto.newBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("length").setValue("8"))
                .build();
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(add(folder))).toBuilder();
        model.getGraphBuilder()
                .clearInput()
                .addInput(input("a", DataType.FLOAT))
                .addInitializer(weight);
        model.getGraphBuilder().getNodeBuilder(0).setInput(1, "w");
        return Files.write(
                Files.createTempFile(folder, "external", ".onnx"), model.build().toByteArray());
    }

    /** Two nodes that wait for one another. */
    static Path cyclic(Path folder) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(add(folder))).toBuilder();
        model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("y")
                        .addOutput("z"))
                .getNodeBuilder(0)
                .setInput(1, "z");
        return Files.write(
                Files.createTempFile(folder, "cyclic", ".onnx"), model.build().toByteArray());
    }

    private static Path write(Path folder, String operator, List<ValueInfoProto> inputs, ValueInfoProto output)
            throws IOException {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output.getName());
        inputs.forEach(input -> node.addInput(input.getName()));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(9)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(20))
                .setGraph(GraphProto.newBuilder()
                        .setName(operator)
                        .addNode(node)
                        .addAllInput(inputs)
                        .addOutput(output))
                .build();
        Path file = Files.createTempFile(folder, operator, ".onnx");
        return Files.write(file, model.toByteArray());
    }

    private static ValueInfoProto input(String name, DataType type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(Dimension.newBuilder().setDimParam("rows"))
                                        .addDim(Dimension.newBuilder().setDimValue(2)))))
                .build();
    }
}
