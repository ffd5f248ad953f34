package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Float16;
import dev.squeezebench.workloads.UnrepresentableWeightException;
import java.nio.ByteBuffer;

/** Type of the weights and activations in a file; ids are integers in every file. */
enum FloatFormat {
    FLOAT32(ElementType.FLOAT32, DataType.FLOAT, -Float.MAX_VALUE) {
        @Override
        TensorProto.Builder scalar(float value) {
            return TensorProto.newBuilder().addFloatData(value);
        }

        @Override
        void put(ByteBuffer target, float[] values, int from, int count, String name) {
            target.asFloatBuffer().put(values, from, count);
        }
    },

    /**
     * Half of the largest value hides a position: the sum with a score stays finite for every score down to the other
     * half, where the lowest value itself overflows to minus infinity from a score of -16 on, and a row that is hidden
     * altogether would become 0/0.
     */
    FLOAT16(ElementType.FLOAT16, DataType.FLOAT16, -Float16.LARGEST / 2) {
        @Override
        TensorProto.Builder scalar(float value) {
            return TensorProto.newBuilder().addInt32Data(Short.toUnsignedInt(Float16.bits(value)));
        }

        @Override
        void put(ByteBuffer target, float[] values, int from, int count, String name)
                throws UnrepresentableWeightException {
            for (int i = 0; i < count; i++) {
                float value = values[from + i];
                short bits = Float16.bits(value);
                if (Float.isFinite(value) && !Float.isFinite(Float16.value(bits))) {
                    throw new UnrepresentableWeightException(name, value, elementType(), Float16.LARGEST);
                }
                target.putShort(i * Short.BYTES, bits);
            }
        }
    };

    private final ElementType elementType;
    private final DataType dataType;
    private final float hidden;

    FloatFormat(ElementType elementType, DataType dataType, float hidden) {
        this.elementType = elementType;
        this.dataType = dataType;
        this.hidden = hidden;
    }

    ElementType elementType() {
        return elementType;
    }

    /** As ONNX numbers it. */
    DataType dataType() {
        return dataType;
    }

    /** Added to the score of a position that attention may not look at: its weight becomes exactly 0. */
    float hidden() {
        return hidden;
    }

    /** A tensor with one value and no name yet. */
    abstract TensorProto.Builder scalar(float value);

    /**
     * Writes values at the start of a little-endian buffer, rounded to the nearest; its position stays.
     *
     * @param name of the weight, for the message
     * @throws UnrepresentableWeightException when a finite value is beyond the type's largest
     */
    abstract void put(ByteBuffer target, float[] values, int from, int count, String name)
            throws UnrepresentableWeightException;
}
