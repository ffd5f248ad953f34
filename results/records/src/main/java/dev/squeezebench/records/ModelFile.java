package dev.squeezebench.records;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A model file as it was measured.
 *
 * @param path relative to the cache
 * @param sha256 of the file, 64 hexadecimal digits
 * @param bytes size of the file
 * @param parameters scalars in its weights; absent for a user's model in which they cannot be counted
 * @param flop floating-point operations of one invocation's matrix products, 2 a multiply-add
 * @param weights where the weights come from: {@code seed:42}, or the checkpoint's name and hash
 * @param format {@code onnx} or {@code tflite}
 * @param opset of an ONNX file
 */
public record ModelFile(
        String path,
        String sha256,
        long bytes,
        OptionalLong parameters,
        OptionalLong flop,
        String weights,
        String format,
        OptionalInt opset) {}
