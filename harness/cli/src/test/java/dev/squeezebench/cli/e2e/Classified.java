package dev.squeezebench.cli.e2e;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** Inputs of {@code classifier.onnx} and what must come out, computed here by hand. */
final class Classified {
    private static final int WIDTH = 8;
    private static final int CLASSES = 5;
    private static final long[] IDS = {1, 7, 49};
    private static final long[] MASK = {1, 1, 1};

    private Classified() {}

    /**
     * Writes them with int64 ids, as tokenizers leave them, and a tensor that is neither.
     *
     * @param error added to the first class
     */
    static Path write(Path file, long error) throws IOException {
        double[] logits = new double[IDS.length * CLASSES];
        long[] classes = new long[IDS.length];
        for (int position = 0; position < IDS.length; position++) {
            for (int label = 0; label < CLASSES; label++) {
                for (int i = 0; i < WIDTH; i++) {
                    logits[position * CLASSES + label] +=
                            weight((int) IDS[position] * WIDTH + i) * weight(i * CLASSES + label);
                }
                if (logits[position * CLASSES + label] > logits[position * CLASSES + (int) classes[position]]) {
                    classes[position] = label;
                }
            }
        }
        classes[0] += error;
        ByteBuffer values = ByteBuffer.allocate(logits.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.asDoubleBuffer().put(logits);
        Safetensors.write(
                file,
                List.of(
                        longs("input_ids", IDS),
                        longs("attention_mask", MASK),
                        longs("classes", classes),
                        longs("special_tokens_mask", MASK),
                        new Tensor(
                                "logits",
                                ElementType.FLOAT64,
                                List.of(1L, (long) IDS.length, (long) CLASSES),
                                values)));
        return file;
    }

    /** As {@code OnnxModels} in the tests of {@code harness/workloads} writes them. */
    private static double weight(int index) {
        return (index * 37 % 101 - 50) / 64.0;
    }

    private static Tensor longs(String name, long... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new Tensor(name, ElementType.INT64, List.of(1L, (long) values.length), data);
    }
}
