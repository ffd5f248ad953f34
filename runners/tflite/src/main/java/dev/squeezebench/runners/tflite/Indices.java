package dev.squeezebench.runners.tflite;

import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Copies TensorFlow Lite's vectors of indices, which arrive as null when they are empty. */
final class Indices {
    private Indices() {}

    static int[] of(@Nullable IntPointer vector) {
        if (vector == null) {
            return new int[0];
        }
        int[] indices = new int[Math.toIntExact(vector.limit())];
        vector.get(indices);
        return indices;
    }
}
