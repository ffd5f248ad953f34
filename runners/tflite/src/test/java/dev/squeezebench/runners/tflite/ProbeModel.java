package dev.squeezebench.runners.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** How the resource {@code probe.tflite} was made, and models like it of other types and shapes. */
final class ProbeModel {
    private ProbeModel() {}

    /** {@code y = x + x} over float32 {@code [1, 4]}. */
    static byte[] bytes() {
        return add(TensorType.FLOAT32, 1, 4);
    }

    /** {@code y = x + x}; a negative size stands for an axis that the data decides. */
    static byte[] add(byte type, int... shape) {
        return graph(
                code(BuiltinOperator.ADD),
                1,
                new OperatorT[] {addition()},
                tensor("x", type, shape),
                tensor("y", type, shape));
    }

    /** The input is the output. */
    static byte[] identity(byte type, int... shape) {
        return graph(code(BuiltinOperator.ADD), 0, new OperatorT[0], tensor("x", type, shape));
    }

    /** A custom operator, of which TensorFlow Lite has the name alone. */
    static byte[] custom(String name) {
        OperatorCodeT code = new OperatorCodeT();
        code.setVersion(1);
        code.setDeprecatedBuiltinCode((byte) BuiltinOperator.CUSTOM);
        code.setBuiltinCode(BuiltinOperator.CUSTOM);
        code.setCustomCode(name);
        OperatorT operator = new OperatorT();
        operator.setInputs(new int[] {0});
        operator.setOutputs(new int[] {1});
        return graph(
                code,
                1,
                new OperatorT[] {operator},
                tensor("x", TensorType.FLOAT32, 1, 4),
                tensor("y", TensorType.FLOAT32, 1, 4));
    }

    /** {@code x} of any length as 2 x 3: the length of 1 that the file has cannot be allocated. */
    static byte[] reshape() {
        ReshapeOptionsT options = new ReshapeOptionsT();
        options.setNewShape(new int[] {2, 3});
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(BuiltinOptions.ReshapeOptions);
        union.setValue(options);
        OperatorT reshape = new OperatorT();
        reshape.setInputs(new int[] {0});
        reshape.setOutputs(new int[] {1});
        reshape.setBuiltinOptions(union);
        return graph(
                code(BuiltinOperator.RESHAPE),
                1,
                new OperatorT[] {reshape},
                tensor("x", TensorType.FLOAT32, -1),
                tensor("y", TensorType.FLOAT32, 2, 3));
    }

    private static OperatorCodeT code(int builtin) {
        OperatorCodeT code = new OperatorCodeT();
        code.setVersion(1);
        code.setBuiltinCode(builtin);
        return code;
    }

    private static OperatorT addition() {
        AddOptionsT options = new AddOptionsT();
        options.setPotScaleInt16(true);
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(BuiltinOptions.AddOptions);
        union.setValue(options);
        OperatorT add = new OperatorT();
        add.setInputs(new int[] {0, 0});
        add.setOutputs(new int[] {1});
        add.setBuiltinOptions(union);
        return add;
    }

    private static byte[] graph(OperatorCodeT code, int output, OperatorT[] operators, TensorT... tensors) {
        SubGraphT graph = new SubGraphT();
        graph.setTensors(tensors);
        graph.setInputs(new int[] {0});
        graph.setOutputs(new int[] {output});
        graph.setOperators(operators);
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setOperatorCodes(new OperatorCodeT[] {code});
        model.setSubgraphs(new SubGraphT[] {graph});
        model.setBuffers(new BufferT[] {new BufferT()});

        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.sizedByteArray();
    }

    private static TensorT tensor(String name, byte type, int... shape) {
        int[] current = shape.clone();
        for (int i = 0; i < current.length; i++) {
            current[i] = Math.max(1, current[i]);
        }
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(type);
        tensor.setShape(current);
        tensor.setShapeSignature(shape);
        tensor.setHasRank(true);
        return tensor;
    }
}
