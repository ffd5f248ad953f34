package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.InputShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Data for a user's model where the user gave none, the same for the same seed, name, type and shape:
 *
 * <ul>
 *   <li>floating point: uniform from -1 to 1
 *   <li>integers and booleans whose name has {@code mask} in it: all ones, so that nothing is masked; {@link #masked} hides
 *       positions
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

    /** Whether a model has a mask whose second axis is long enough to hide something of it. */
    public static boolean haveMask(ModelMetadata model, List<Tensor> inputs) {
        return inputs.stream().anyMatch(input -> isMask(model, input));
    }

    /**
     * The same inputs with zeros at the end of each row of a mask.
     *
     * @param paddingPercent as in {@link InputShape}
     */
    public static List<Tensor> masked(ModelMetadata model, List<Tensor> inputs, OptionalInt paddingPercent) {
        List<Tensor> masked = new ArrayList<>();
        for (Tensor input : inputs) {
            masked.add(isMask(model, input) ? masked(input, paddingPercent) : input);
        }
        return masked;
    }

    private static Tensor masked(Tensor mask, OptionalInt paddingPercent) {
        InputShape shape = new InputShape(size(mask, 0), size(mask, 1), paddingPercent);
        ByteBuffer data = ByteBuffer.allocate(mask.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        data.put(mask.data()).flip();
        int bytes = mask.type().bytes();
        for (int row = 0; row < shape.batch(); row++) {
            int start = (row * shape.sequenceLength() + shape.kept(row)) * bytes;
            int end = (row + 1) * shape.sequenceLength() * bytes;
            for (int at = start; at < end; at++) {
                data.put(at, (byte) 0);
            }
        }
        return new Tensor(mask.name(), mask.type(), mask.shape(), data);
    }

    private static boolean isMask(ModelMetadata model, Tensor input) {
        return input.shape().size() == 2
                && size(input, 0) > 0
                && size(input, 1) > 1
                && model.input(input.name()).filter(RandomInputs::isOnes).isPresent();
    }

    private static int size(Tensor tensor, int axis) {
        return Math.toIntExact(tensor.shape().get(axis));
    }

    private static boolean isOnes(ModelPort input) {
        return input.name().toLowerCase(Locale.ROOT).contains("mask")
                && input.type().filter(type -> !type.isFloatingPoint()).isPresent();
    }

    private ByteBuffer data(ModelPort input, ElementType type, int bytes) {
        // The names' own random numbers: another input before it changes nothing.
        Random random = new Random(seed * 31 + input.name().hashCode());
        ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean ones = isOnes(input);
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
