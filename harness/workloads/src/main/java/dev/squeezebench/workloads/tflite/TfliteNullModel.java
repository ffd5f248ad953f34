package dev.squeezebench.workloads.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.squeezebench.records.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** A TensorFlow Lite file with one operator an output, {@code BROADCAST_TO} of a constant 0: no kernel folds it. */
public final class TfliteNullModel {
    private static final int SCHEMA_VERSION = 3;

    /** Of the first version with all of these types. */
    private static final int BROADCAST_VERSION = 3;

    private static final int ALIGNMENT = 16;

    /** Of the tensors that can be exchanged, those that the kernel takes. */
    private static final Map<String, Byte> TYPES = Map.of(
            "bool", TensorType.BOOL,
            "int8", TensorType.INT8,
            "uint8", TensorType.UINT8,
            "int16", TensorType.INT16,
            "int32", TensorType.INT32,
            "int64", TensorType.INT64,
            "float32", TensorType.FLOAT32);

    private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 12);
    private final List<Integer> buffers = new ArrayList<>();
    private final List<Integer> tensors = new ArrayList<>();

    private TfliteNullModel() {
        // The first is the empty one that tensors without elements share.
        Buffer.startBuffer(builder);
        buffers.add(Buffer.endBuffer(builder));
    }

    /** The file; absent where there is no output, or a tensor of another type. */
    public static Optional<byte[]> of(Map<String, TensorShape> inputs, Map<String, TensorShape> outputs) {
        boolean known = inputs.values().stream().allMatch(tensor -> TYPES.containsKey(tensor.dtype()))
                && outputs.values().stream().allMatch(tensor -> TYPES.containsKey(tensor.dtype()));
        return outputs.isEmpty() || !known
                ? Optional.empty()
                : Optional.of(new TfliteNullModel().file(inputs, outputs));
    }

    private byte[] file(Map<String, TensorShape> inputs, Map<String, TensorShape> outputs) {
        List<Integer> in = new ArrayList<>();
        inputs.forEach((name, shape) -> in.add(tensor(name, shape, 0)));
        List<Integer> out = new ArrayList<>();
        List<Integer> operators = new ArrayList<>();
        outputs.forEach((name, shape) -> {
            int zero =
                    tensor(name + "/zero", new TensorShape(shape.dtype(), List.of(1L)), elements(new byte[Long.BYTES]));
            int sizes = sizes(name + "/shape", shape);
            int result = tensor(name, shape, 0);
            out.add(result);
            operators.add(operator(new int[] {zero, sizes}, result));
        });
        int graph = SubGraph.createSubGraph(
                builder,
                SubGraph.createTensorsVector(builder, ints(tensors)),
                SubGraph.createInputsVector(builder, ints(in)),
                SubGraph.createOutputsVector(builder, ints(out)),
                SubGraph.createOperatorsVector(builder, ints(operators)),
                builder.createString("null"));
        int code = OperatorCode.createOperatorCode(
                builder,
                (byte) BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES,
                0,
                BROADCAST_VERSION,
                BuiltinOperator.BROADCAST_TO);
        int model = Model.createModel(
                builder,
                SCHEMA_VERSION,
                Model.createOperatorCodesVector(builder, new int[] {code}),
                Model.createSubgraphsVector(builder, new int[] {graph}),
                builder.createString("SqueezeBench"),
                Model.createBuffersVector(builder, ints(buffers)),
                0,
                0,
                0);
        Model.finishModelBuffer(builder, model);
        return builder.sizedByteArray();
    }

    private int sizes(String name, TensorShape of) {
        ByteBuffer sizes =
                ByteBuffer.allocate(of.sizes().size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        of.sizes().forEach(size -> sizes.putInt(Math.toIntExact(size)));
        long rank = of.sizes().size();
        return tensor(name, new TensorShape("int32", List.of(rank)), rank == 0 ? 0 : elements(sizes.array()));
    }

    private int elements(byte... bytes) {
        builder.createUnintializedVector(1, bytes.length, ALIGNMENT).put(bytes);
        int data = builder.endVector();
        Buffer.startBuffer(builder);
        Buffer.addData(builder, data);
        buffers.add(Buffer.endBuffer(builder));
        return buffers.size() - 1;
    }

    private int tensor(String name, TensorShape of, int buffer) {
        int shape = Tensor.createShapeVector(
                builder, of.sizes().stream().mapToInt(Math::toIntExact).toArray());
        int text = builder.createString(name);
        Tensor.startTensor(builder);
        Tensor.addShape(builder, shape);
        Tensor.addType(builder, Objects.requireNonNull(TYPES.get(of.dtype())));
        Tensor.addBuffer(builder, buffer);
        Tensor.addName(builder, text);
        Tensor.addHasRank(builder, true);
        tensors.add(Tensor.endTensor(builder));
        return tensors.size() - 1;
    }

    private int operator(int[] inputs, int output) {
        int in = Operator.createInputsVector(builder, inputs);
        int out = Operator.createOutputsVector(builder, new int[] {output});
        Operator.startOperator(builder);
        Operator.addOpcodeIndex(builder, 0);
        Operator.addInputs(builder, in);
        Operator.addOutputs(builder, out);
        return Operator.endOperator(builder);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
