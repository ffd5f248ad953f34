package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Float16;
import dev.squeezebench.measure.tensor.Tensor;
import java.nio.ByteBuffer;

/** Elements of a tensor widened to double; integers beyond 2^53 are rounded. */
final class TensorValues {
    private final ElementType type;
    private final ByteBuffer data;

    TensorValues(Tensor tensor) {
        this.type = tensor.type();
        this.data = tensor.data();
    }

    /** Element of an index in row-major order. */
    double at(int index) {
        int offset = index * type.bytes();
        return switch (type) {
            case BOOL, UINT8 -> Byte.toUnsignedInt(data.get(offset));
            case INT8 -> data.get(offset);
            case INT16 -> data.getShort(offset);
            case INT32 -> data.getInt(offset);
            case INT64 -> data.getLong(offset);
            case FLOAT16 -> Float16.value(data.getShort(offset));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(offset) << Short.SIZE);
            case FLOAT32 -> data.getFloat(offset);
            case FLOAT64 -> data.getDouble(offset);
        };
    }

    /** Absolute difference to the element of another tensor; of 64-bit integers never 0 where they differ. */
    double distance(TensorValues other, int index) {
        double difference = Math.abs(at(index) - other.at(index));
        if (difference == 0 && type == ElementType.INT64 && other.type == ElementType.INT64) {
            int offset = index * type.bytes();
            return data.getLong(offset) == other.data.getLong(offset) ? 0 : 1;
        }
        return difference;
    }
}
