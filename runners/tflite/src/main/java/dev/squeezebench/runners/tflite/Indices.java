package dev.squeezebench.runners.tflite;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.jspecify.annotations.Nullable;

/** Copies TensorFlow Lite's vectors of indices, which arrive as null when they are empty. */
final class Indices {
    private Indices() {}

    static int[] of(@Nullable TfLiteIntArray array) {
        if (array == null || array.isNull()) {
            return new int[0];
        }
        int[] indices = new int[array.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = array.data(i);
        }
        return indices;
    }

    static int[] of(@Nullable IntPointer vector) {
        if (vector == null) {
            return new int[0];
        }
        int[] indices = new int[Math.toIntExact(vector.limit())];
        vector.get(indices);
        return indices;
    }
}
