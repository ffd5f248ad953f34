package dev.squeezebench.workloads.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CastOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.GeluOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;
import org.tensorflow.lite.schema.SplitOptions;
import org.tensorflow.lite.schema.SubOptions;
import org.tensorflow.lite.schema.TensorType;

/**
 * What an operator does, with its attributes.
 *
 * @param code a {@link BuiltinOperator}
 * @param version least operator version that has these semantics, by TensorFlow Lite's own list
 *     (tensorflow/lite/tools/versioning/op_version.cc)
 * @param optionsType a {@link BuiltinOptions}
 * @param options writes the attributes
 */
record Operation(int code, int version, byte optionsType, Options options) {
    /** Writes a table of attributes. */
    @FunctionalInterface
    interface Options {
        /** Offset of the table, 0 for none. */
        int write(FlatBufferBuilder builder);
    }

    static final Operation ADD = new Operation(
            BuiltinOperator.ADD,
            1,
            BuiltinOptions.AddOptions,
            b -> AddOptions.createAddOptions(b, ActivationFunctionType.NONE, true));

    static final Operation SUB = new Operation(
            BuiltinOperator.SUB,
            1,
            BuiltinOptions.SubOptions,
            b -> SubOptions.createSubOptions(b, ActivationFunctionType.NONE, true));

    static final Operation MUL = new Operation(
            BuiltinOperator.MUL,
            1,
            BuiltinOptions.MulOptions,
            b -> MulOptions.createMulOptions(b, ActivationFunctionType.NONE));

    /** Mean over axes that stay with size 1. */
    static final Operation MEAN = new Operation(
            BuiltinOperator.MEAN, 1, BuiltinOptions.ReducerOptions, b -> ReducerOptions.createReducerOptions(b, true));

    /** {@code y = x W^T + b} over the last axis; keeping the other axes needs version 5. */
    static final Operation FULLY_CONNECTED = new Operation(
            BuiltinOperator.FULLY_CONNECTED,
            5,
            BuiltinOptions.FullyConnectedOptions,
            b -> FullyConnectedOptions.createFullyConnectedOptions(
                    b, ActivationFunctionType.NONE, (byte) 0, true, false));

    /** Stride 1, no padding; groups follow from the filter's depth, which needs version 6. */
    static final Operation GROUPED_CONV = new Operation(
            BuiltinOperator.CONV_2D,
            6,
            BuiltinOptions.Conv2DOptions,
            b -> Conv2DOptions.createConv2DOptions(b, Padding.VALID, 1, 1, ActivationFunctionType.NONE, 1, 1));

    /** {@code X Y}. */
    static final Operation BATCH_MATMUL = batchMatmul(false);

    /** {@code X Y^T}. */
    static final Operation BATCH_MATMUL_TRANSPOSED = batchMatmul(true);

    static final Operation SOFTMAX = new Operation(
            BuiltinOperator.SOFTMAX, 1, BuiltinOptions.SoftmaxOptions, b -> SoftmaxOptions.createSoftmaxOptions(b, 1));

    static final Operation GATHER = new Operation(
            BuiltinOperator.GATHER, 1, BuiltinOptions.GatherOptions, b -> GatherOptions.createGatherOptions(b, 0, 0));

    static final Operation CAST_INT32_TO_FLOAT32 = new Operation(
            BuiltinOperator.CAST,
            1,
            BuiltinOptions.CastOptions,
            b -> CastOptions.createCastOptions(b, TensorType.INT32, TensorType.FLOAT32));

    static final Operation RSQRT = plain(BuiltinOperator.RSQRT);
    static final Operation TANH = plain(BuiltinOperator.TANH);
    static final Operation RELU = plain(BuiltinOperator.RELU);
    static final Operation RESHAPE = plain(BuiltinOperator.RESHAPE);
    static final Operation TRANSPOSE = plain(BuiltinOperator.TRANSPOSE);
    static final Operation SLICE = plain(BuiltinOperator.SLICE);

    /** Gaussian error linear unit: exact, or by the hyperbolic tangent. */
    static Operation gelu(boolean approximate) {
        return new Operation(
                BuiltinOperator.GELU,
                1,
                BuiltinOptions.GeluOptions,
                b -> GeluOptions.createGeluOptions(b, approximate));
    }

    /** Equal parts along the axis that is the first operand. */
    static Operation split(int parts) {
        return new Operation(
                BuiltinOperator.SPLIT, 1, BuiltinOptions.SplitOptions, b -> SplitOptions.createSplitOptions(b, parts));
    }

    static Operation concatenation(int axis) {
        return new Operation(
                BuiltinOperator.CONCATENATION,
                1,
                BuiltinOptions.ConcatenationOptions,
                b -> ConcatenationOptions.createConcatenationOptions(b, axis, ActivationFunctionType.NONE));
    }

    private static Operation batchMatmul(boolean transposed) {
        return new Operation(
                BuiltinOperator.BATCH_MATMUL,
                1,
                BuiltinOptions.BatchMatMulOptions,
                b -> BatchMatMulOptions.createBatchMatMulOptions(b, false, transposed, false));
    }

    private static Operation plain(int code) {
        return new Operation(code, 1, BuiltinOptions.NONE, b -> 0);
    }
}
