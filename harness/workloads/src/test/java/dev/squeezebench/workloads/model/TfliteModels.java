package dev.squeezebench.workloads.model;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.CallOnceOptionsT;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.DequantizeOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.GatherOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorMapT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** A small TensorFlow Lite model as TensorFlow's converter leaves it. {@code .tflite} fixtures come from here. */
final class TfliteModels {
    static final int VOCABULARY = 40;
    static final int WIDTH = 16;
    static final int CLASSES = 3;
    static final int LENGTH = 12;

    private TfliteModels() {}

    /** Looks ids up and classifies each; two outputs, names of the saved model, and a signature with the user's names. */
    static byte[] classifier() {
        TensorT ids = tensor("serving_default_input_ids:0", TensorType.INT64, 0, LENGTH);
        TensorT narrow = tensor("cast", TensorType.INT32, 0, LENGTH);
        TensorT table = tensor("table", TensorType.FLOAT32, 1, VOCABULARY, WIDTH);
        TensorT rows = tensor("StatefulPartitionedCall:1", TensorType.FLOAT32, 0, LENGTH, WIDTH);
        TensorT filter = tensor("dense/kernel", TensorType.FLOAT32, 2, CLASSES, WIDTH);
        TensorT logits = tensor("StatefulPartitionedCall:0", TensorType.FLOAT32, 0, LENGTH, CLASSES);

        CastOptionsT cast = new CastOptionsT();
        cast.setInDataType(TensorType.INT64);
        cast.setOutDataType(TensorType.INT32);
        FullyConnectedOptionsT dense = new FullyConnectedOptionsT();

        SubGraphT graph = new SubGraphT();
        graph.setTensors(new TensorT[] {ids, narrow, table, rows, filter, logits});
        graph.setInputs(new int[] {0});
        graph.setOutputs(new int[] {5, 3});
        graph.setOperators(new OperatorT[] {
            operator(0, BuiltinOptions.CastOptions, cast, 1, 0),
            operator(1, BuiltinOptions.GatherOptions, new GatherOptionsT(), 3, 2, 1),
            operator(2, BuiltinOptions.FullyConnectedOptions, dense, 5, 3, 4, -1)
        });
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setDescription("MLIR Converted.");
        model.setOperatorCodes(new OperatorCodeT[] {
            code(BuiltinOperator.CAST), code(BuiltinOperator.GATHER), code(BuiltinOperator.FULLY_CONNECTED)
        });
        model.setSubgraphs(new SubGraphT[] {graph});
        model.setSignatureDefs(new SignatureDefT[] {signature()});
        model.setBuffers(new BufferT[] {new BufferT(), weights(VOCABULARY * WIDTH), weights(CLASSES * WIDTH)});
        return packed(model);
    }

    /** The same with an input of another type. */
    static byte[] withInputType(byte type) {
        ModelT model = Model.getRootAsModel(ByteBuffer.wrap(classifier()).order(ByteOrder.LITTLE_ENDIAN))
                .unpack();
        model.getSubgraphs()[0].getTensors()[0].setType(type);
        return packed(model);
    }

    /** The same with a length that the data decide; the shapes between are those of another one. */
    static byte[] withOpenLength() {
        ModelT model = Model.getRootAsModel(ByteBuffer.wrap(classifier()).order(ByteOrder.LITTLE_ENDIAN))
                .unpack();
        for (int tensor : new int[] {0, 1, 3, 5}) {
            TensorT open = model.getSubgraphs()[0].getTensors()[tensor];
            int[] signature = open.getShape().clone();
            signature[0] = -1;
            open.setShapeSignature(signature);
        }
        return packed(model);
    }

    /** The same with the classifier's weights widened from constants by a node, the first one. */
    static byte[] withWidenedWeights() {
        ModelT model = Model.getRootAsModel(ByteBuffer.wrap(classifier()).order(ByteOrder.LITTLE_ENDIAN))
                .unpack();
        SubGraphT graph = model.getSubgraphs()[0];
        TensorT[] tensors = Arrays.copyOf(graph.getTensors(), 7);
        tensors[6] = tensor("dense/kernel_float16", TensorType.FLOAT16, 2, CLASSES, WIDTH);
        tensors[4].setBuffer(0);
        graph.setTensors(tensors);
        OperatorCodeT[] codes = Arrays.copyOf(model.getOperatorCodes(), 4);
        codes[3] = code(BuiltinOperator.DEQUANTIZE);
        model.setOperatorCodes(codes);
        OperatorT widen = operator(3, BuiltinOptions.DequantizeOptions, new DequantizeOptionsT(), 4, 6);
        graph.setOperators(
                Stream.concat(Stream.of(widen), Stream.of(graph.getOperators())).toArray(OperatorT[]::new));
        return packed(model);
    }

    /** Adds a graph that assigns a variable once, before the first invocation, and perhaps what keeps values for the next. */
    static byte[] stateful(boolean assigned, boolean variable) {
        ModelT model = Model.getRootAsModel(ByteBuffer.wrap(classifier()).order(ByteOrder.LITTLE_ENDIAN))
                .unpack();
        SubGraphT graph = model.getSubgraphs()[0];
        graph.getTensors()[1].setIsVariable(variable);
        OperatorCodeT[] codes = Arrays.copyOf(model.getOperatorCodes(), 5);
        codes[3] = code(BuiltinOperator.CALL_ONCE);
        codes[4] = code(BuiltinOperator.ASSIGN_VARIABLE);
        model.setOperatorCodes(codes);
        CallOnceOptionsT once = new CallOnceOptionsT();
        once.setInitSubgraphIndex(1);
        OperatorT call = operator(3, BuiltinOptions.CallOnceOptions, once, 0);
        call.setOutputs(new int[0]);
        OperatorT assign = operator(4, BuiltinOptions.NONE, new Object(), 0, 0, 0);
        assign.setBuiltinOptions(new BuiltinOptionsUnion());
        assign.setOutputs(new int[0]);
        OperatorT[] operators = Arrays.copyOf(graph.getOperators(), assigned ? 5 : 4);
        operators[3] = call;
        if (assigned) {
            operators[4] = assign;
        }
        graph.setOperators(operators);
        SubGraphT initialiser = new SubGraphT();
        initialiser.setTensors(new TensorT[] {tensor("v", TensorType.FLOAT32, 0, 1)});
        initialiser.setInputs(new int[0]);
        initialiser.setOutputs(new int[0]);
        initialiser.setOperators(new OperatorT[] {assign});
        model.setSubgraphs(new SubGraphT[] {graph, initialiser});
        return packed(model);
    }

    private static byte[] packed(ModelT model) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.sizedByteArray();
    }

    private static SignatureDefT signature() {
        SignatureDefT signature = new SignatureDefT();
        signature.setSignatureKey("serving_default");
        signature.setInputs(new TensorMapT[] {named("input_ids", 0)});
        signature.setOutputs(new TensorMapT[] {named("logits", 5), named("rows", 3)});
        return signature;
    }

    private static TensorMapT named(String name, int tensor) {
        TensorMapT entry = new TensorMapT();
        entry.setName(name);
        entry.setTensorIndex(tensor);
        return entry;
    }

    private static OperatorT operator(int code, byte optionsType, Object options, int output, int... inputs) {
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(optionsType);
        union.setValue(options);
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(code);
        operator.setInputs(inputs);
        operator.setOutputs(new int[] {output});
        operator.setBuiltinOptions(union);
        return operator;
    }

    private static OperatorCodeT code(int builtin) {
        OperatorCodeT code = new OperatorCodeT();
        code.setDeprecatedBuiltinCode((byte) builtin);
        code.setBuiltinCode(builtin);
        code.setVersion(1);
        return code;
    }

    private static TensorT tensor(String name, byte type, int buffer, int... shape) {
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(type);
        tensor.setBuffer(buffer);
        tensor.setShape(shape);
        return tensor;
    }

    private static BufferT weights(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat((i * 29 % 83 - 41) / 64f);
        }
        int[] data = new int[bytes.capacity()];
        for (int i = 0; i < data.length; i++) {
            data[i] = Byte.toUnsignedInt(bytes.get(i));
        }
        BufferT buffer = new BufferT();
        buffer.setData(data);
        return buffer;
    }
}
