package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Float16;
import dev.squeezebench.measure.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Changes a tensor's element type where every value stays what it is. */
public final class ExactConversion {
    private ExactConversion() {}

    /**
     * The same values in another type, whatever the two types are.
     *
     * @throws IllegalArgumentException when a value cannot be kept; the message goes on after the tensor's name
     */
    public static Tensor convert(Tensor tensor, ElementType wanted) {
        if (tensor.type() == wanted) {
            return tensor;
        }
        boolean fromInteger = !tensor.type().isFloatingPoint();
        int elements = Math.toIntExact(tensor.elements());
        ByteBuffer source = tensor.data();
        ByteBuffer target = ByteBuffer.allocate(Math.multiplyExact(elements, wanted.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            boolean kept;
            String value;
            if (fromInteger) {
                long number = integer(source, tensor.type());
                kept = put(target, wanted, number);
                value = String.valueOf(number);
            } else {
                double number = floating(source, tensor.type());
                kept = wanted.isFloatingPoint() ? put(target, wanted, number) : putWhole(target, wanted, number);
                value = String.valueOf(number);
            }
            if (!kept) {
                throw new IllegalArgumentException("is " + tensor.type().word() + ", and the model wants "
                        + wanted.word() + ", which has no " + value + " (element " + i + ")");
            }
        }
        return new Tensor(tensor.name(), wanted, tensor.shape(), target.flip());
    }

    private static long integer(ByteBuffer source, ElementType type) {
        return switch (type) {
            case BOOL, UINT8 -> Byte.toUnsignedInt(source.get());
            case INT8 -> source.get();
            case INT16 -> source.getShort();
            case INT32 -> source.getInt();
            case INT64 -> source.getLong();
            default -> throw new IllegalArgumentException(type.word() + " is no integer");
        };
    }

    private static double floating(ByteBuffer source, ElementType type) {
        return switch (type) {
            case FLOAT16 -> Float16.value(source.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(source.getShort() << Short.SIZE);
            case FLOAT32 -> source.getFloat();
            case FLOAT64 -> source.getDouble();
            default -> throw new IllegalArgumentException(type.word() + " is no floating-point type");
        };
    }

    private static boolean put(ByteBuffer target, ElementType wanted, long value) {
        switch (wanted) {
            case BOOL -> {
                target.put((byte) value);
                return value == 0 || value == 1;
            }
            case INT8 -> {
                target.put((byte) value);
                return (byte) value == value;
            }
            case UINT8 -> {
                target.put((byte) value);
                return value >= 0 && value <= 0xff;
            }
            case INT16 -> {
                target.putShort((short) value);
                return (short) value == value;
            }
            case INT32 -> {
                target.putInt((int) value);
                return (int) value == value;
            }
            case INT64 -> {
                target.putLong(value);
                return true;
            }
            default -> {
                // A long beyond 2^63 - 1 saturates on the way back, so the largest one must not be called kept.
                return (long) (double) value == value && value != Long.MAX_VALUE && put(target, wanted, (double) value);
            }
        }
    }

    /** A fraction, an infinity and what is not a number are no integers. */
    private static boolean putWhole(ByteBuffer target, ElementType wanted, double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p63 && put(target, wanted, (long) value);
    }

    /** Not a number stays one, with whatever bits. */
    private static boolean put(ByteBuffer target, ElementType wanted, double value) {
        if (wanted == ElementType.FLOAT64) {
            target.putDouble(value);
            return true;
        }
        if (wanted == ElementType.FLOAT32) {
            target.putFloat((float) value);
            return Double.compare((float) value, value) == 0;
        }
        if (wanted == ElementType.FLOAT16) {
            short half = Float16.bits((float) value);
            target.putShort(half);
            return Double.isNaN(value) || Double.compare(Float16.value(half), value) == 0;
        }
        int bits = Float.floatToRawIntBits((float) value);
        target.putShort((short) (bits >> Short.SIZE));
        return Double.isNaN(value) || Double.compare(Float.intBitsToFloat(bits & 0xffff0000), value) == 0;
    }
}
