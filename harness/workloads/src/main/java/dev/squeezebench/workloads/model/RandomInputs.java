package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Data for a user's model where the user gave none, the same for the same seed, name, type and shape:
 *
 * <ul>
 *   <li>floating point: uniform from -1 to 1
 *   <li>integers and booleans whose name has {@code mask} in it: all ones, so that nothing is masked
 *   <li>integers of 32 and 64 bits that look up a table: uniform among its rows; others 0 or 1, since even the smallest
 *       tables have two rows
 *   <li>integers of 8 and 16 bits, which are quantised values or pixels: uniform in their range
 *   <li>booleans: either
 * </ul>
 */
public final class RandomInputs {
    /** Far more than any model here takes, and little enough to be held in memory. */
    private static final long MOST_BYTES = 1 << 28;

    private static final int HALF_ONE = 0x3c00;
    private static final int HALF_SIGN = 0x8000;

    private final long seed;

    public RandomInputs(long seed) {
        this.seed = seed;
    }

    /**
     * A tensor for every input.
     *
     * @throws UnreadableFileException when an input is of a type that cannot be made, or too large
     */
    public List<Tensor> of(ModelMetadata model, InputShapes shapes) throws UnreadableFileException {
        List<Tensor> tensors = new ArrayList<>();
        long bytes = 0;
        for (ModelPort input : model.inputs()) {
            ElementType type = input.requireType(model.file());
            List<Long> shape = shapes.shapes().getOrDefault(input.name(), List.of());
            long size;
            try {
                size = Math.multiplyExact(Tensor.elements(shape), (long) type.bytes());
            } catch (ArithmeticException overflow) {
                size = Long.MAX_VALUE;
            }
            bytes = size > MOST_BYTES ? size : bytes + size;
            if (bytes > MOST_BYTES) {
                throw new UnreadableFileException(
                        model.file(),
                        "its inputs would have " + bytes + " bytes, above the " + MOST_BYTES + " that are made",
                        "give smaller sizes by --shape, or data by --inputs");
            }
            tensors.add(new Tensor(input.name(), type, shape, data(input, type, (int) size)));
        }
        return tensors;
    }

    private ByteBuffer data(ModelPort input, ElementType type, int bytes) {
        // The names' own random numbers: another input before it changes nothing.
        Random random = new Random(seed * 31 + input.name().hashCode());
        ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean ones = input.name().toLowerCase(Locale.ROOT).contains("mask");
        int rows = (int) Math.min(input.idsBelow().orElse(2), Integer.MAX_VALUE);
        while (data.hasRemaining()) {
            switch (type) {
                case BOOL -> data.put((byte) (ones ? 1 : random.nextInt(2)));
                case INT8, UINT8 -> data.put((byte) (ones ? 1 : random.nextInt()));
                case INT16 -> data.putShort((short) (ones ? 1 : random.nextInt()));
                case INT32 -> data.putInt(ones ? 1 : random.nextInt(rows));
                case INT64 -> data.putLong(ones ? 1 : random.nextInt(rows));
                case FLOAT16 -> data.putShort(half(random));
                case BFLOAT16 -> data.putShort((short) (Float.floatToIntBits(uniform(random)) >> Short.SIZE));
                case FLOAT32 -> data.putFloat(uniform(random));
                case FLOAT64 -> data.putDouble(2 * random.nextDouble() - 1);
            }
        }
        return data.flip();
    }

    private static float uniform(Random random) {
        return 2 * random.nextFloat() - 1;
    }

    /** Of the magnitudes below 1: binary16 has 10 bits of fraction, and a multiple of 2^-10 is exact in it. */
    private static short half(Random random) {
        int thousandth = random.nextInt(1 << 10);
        int sign = random.nextBoolean() ? HALF_SIGN : 0;
        if (thousandth == 0) {
            return (short) sign;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(thousandth);
        int fraction = (thousandth << (10 - exponent)) & 0x3ff;
        return (short) (sign | (HALF_ONE - ((10 - exponent) << 10)) | fraction);
    }
}
