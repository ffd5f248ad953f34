package dev.squeezebench.workloads.profile;

import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.onnx.OnnxNullModel;
import dev.squeezebench.workloads.tflite.TfliteNullModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A model with the inputs and outputs of another, of fixed sizes, that fills its outputs with one value: the control of a
 * profile. What an invocation of it takes is the call, its buffers, and what the runtime does for any model.
 */
public final class NullModel {
    private NullModel() {}

    /**
     * Writes one.
     *
     * @param format {@code onnx} or {@code tflite}
     * @param inputs by name
     * @param outputs by name
     * @param folder where it is written
     * @return the file; absent where there is no input or no output, or one of a type that cannot be filled
     */
    public static Optional<Path> write(
            String format, Map<String, TensorShape> inputs, Map<String, TensorShape> outputs, Path folder)
            throws IOException {
        Optional<byte[]> model =
                format.equals("tflite") ? TfliteNullModel.of(inputs, outputs) : OnnxNullModel.of(inputs, outputs);
        if (model.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Files.write(folder.resolve("null." + format), model.get()));
    }
}
