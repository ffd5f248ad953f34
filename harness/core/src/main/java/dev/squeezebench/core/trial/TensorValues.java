package dev.squeezebench.core.trial;

import dev.squeezebench.measure.ElementType;
import dev.squeezebench.measure.Tensor;
import java.nio.ByteBuffer;

/** Elements of a tensor widened to double; integers beyond 2^53 are rounded. */
final class TensorValues {
    private static final int HALF_FRACTION_BITS = 10;
    private static final int HALF_EXPONENT_MASK = 0x1f;
    private static final int HALF_FRACTION_MASK = 0x3ff;
    private static final int HALF_BIAS = 15;

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
            case FLOAT16 -> half(data.getShort(offset));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(offset) << Short.SIZE);
            case FLOAT32 -> data.getFloat(offset);
            case FLOAT64 -> data.getDouble(offset);
        };
    }

    /** IEEE 754 binary16; the JDK has this from 20 on. */
    private static double half(short bits) {
        int exponent = bits >> HALF_FRACTION_BITS & HALF_EXPONENT_MASK;
        int fraction = bits & HALF_FRACTION_MASK;
        double magnitude;
        if (exponent == HALF_EXPONENT_MASK) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((double) fraction, 1 - HALF_BIAS - HALF_FRACTION_BITS);
        } else {
            magnitude = Math.scalb(
                    (double) (fraction | 1 << HALF_FRACTION_BITS), exponent - HALF_BIAS - HALF_FRACTION_BITS);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
