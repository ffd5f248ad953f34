package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Narrows int64 inputs for models that take int32: one file of inputs then serves every runtime. Exact, or refused.
 */
final class IntegerWidth {
    private IntegerWidth() {}

    /**
     * The input in the model's type where that loses nothing; the input itself where there is nothing to narrow.
     *
     * @throws RunnerException when a value does not fit
     */
    static Tensor fit(Tensor input, ElementType wanted) throws RunnerException {
        if (input.type() != ElementType.INT64 || wanted != ElementType.INT32) {
            return input;
        }
        LongBuffer values = input.data().asLongBuffer();
        ByteBuffer narrow =
                ByteBuffer.allocate(values.remaining() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.limit(); i++) {
            long value = values.get(i);
            if (value != (int) value) {
                throw new RunnerException(
                        "input '" + input.name() + "' has the value " + value + ", which the model's int32 has not");
            }
            narrow.putInt(i * Integer.BYTES, (int) value);
        }
        return new Tensor(input.name(), wanted, input.shape(), narrow);
    }
}
