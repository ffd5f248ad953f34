package dev.squeezebench.runners.onnxruntime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A model as exporters write them, with everything that an operator may read: {@code x} of 2x3x4 times a transposed weight, plus a
 * constant that a node makes, times a quantised weight, in a shape that is computed from the batch. Whatever goes from node to
 * node is an output as well.
 */
final class CutModel {
    /** Names of the nodes, in their places. */
    static final List<String> NODES = List.of(
            "transpose", "constant", "product", "sum", "dequantize", "second", "shape", "batch", "sizes", "reshape");

    private static final Random RANDOM = new Random(5);

    private CutModel() {}

    /** @param external whether the weights lie in a file beside the model, one after the other */
    static Path write(Path folder, boolean external) throws IOException {
        List<TensorProto> weights = new ArrayList<>(List.of(
                floats("w", 5, 4),
                tensor("q", DataType.INT8, List.of(5L, 6L), bytes(30)),
                floats("scale"),
                tensor("zero", DataType.INT8, List.of(), bytes(1)),
                longs("first", 0),
                longs("rest", -1)));
        if (external) {
            ByteArrayOutputStream beside = new ByteArrayOutputStream();
            for (int i = 0; i < 2; i++) {
                // Aligned, as exporters do it: what lies between belongs to no tensor.
                beside.write(new byte[64 - beside.size() % 64]);
                weights.set(i, moved(weights.get(i), beside));
            }
            Files.write(folder.resolve("beside.bin"), beside.toByteArray());
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addAllInitializer(weights)
                .addInput(value("x", DataType.FLOAT, 2, 3, 4))
                .addNode(node("Transpose", "wt", "w"))
                .addNode(node("Constant", "bias")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeType.TENSOR)
                                .setT(floats("", 5))))
                .addNode(node("MatMul", "product", "x", "wt"))
                .addNode(node("Add", "sum", "product", "bias"))
                .addNode(node("DequantizeLinear", "dq", "q", "scale", "zero"))
                .addNode(node("MatMul", "second", "sum", "dq"))
                .addNode(node("Shape", "shape", "x"))
                .addNode(node("Gather", "batch", "shape", "first"))
                .addNode(node("Concat", "sizes", "batch", "rest")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeType.INT)
                                .setI(0)))
                .addNode(node("Reshape", "y", "second", "sizes"))
                .addOutput(value("y", DataType.FLOAT, 2, 18))
                .addOutput(value("product", DataType.FLOAT, 2, 3, 5))
                .addOutput(value("sum", DataType.FLOAT, 2, 3, 5))
                .addOutput(value("second", DataType.FLOAT, 2, 3, 6));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build();
        return Files.write(folder.resolve("whole.onnx"), model.toByteArray());
    }

    private static TensorProto moved(TensorProto weight, ByteArrayOutputStream beside) throws IOException {
        int offset = beside.size();
        weight.getRawData().writeTo(beside);
        return weight.toBuilder()
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", "beside.bin"))
                .addExternalData(entry("offset", String.valueOf(offset)))
                .addExternalData(entry("length", String.valueOf(beside.size() - offset)))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static NodeProto.Builder node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static ValueInfoProto value(String name, DataType type, long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : sizes) {
            shape.addDimBuilder().setDimValue(size);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static TensorProto floats(String name, long... sizes) {
        List<Long> shape = new ArrayList<>();
        int count = 1;
        for (long size : sizes) {
            shape.add(size);
            count *= (int) size;
        }
        ByteBuffer data = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putFloat((float) RANDOM.nextGaussian());
        }
        return tensor(name, DataType.FLOAT, shape, data.array());
    }

    private static TensorProto longs(String name, long value) {
        return tensor(
                name,
                DataType.INT64,
                List.of(1L),
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static TensorProto tensor(String name, DataType type, List<Long> sizes, byte[] data) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(sizes)
                .setRawData(ByteString.copyFrom(data))
                .build();
    }
}
