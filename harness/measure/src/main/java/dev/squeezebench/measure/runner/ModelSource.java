package dev.squeezebench.measure.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the name of a workload into files. Found by {@link java.util.ServiceLoader}: it lets a benchmark jar that is run
 * by hand accept {@code -p workload=squeezebert-tiny} without the measuring part knowing any model.
 */
public interface ModelSource {
    /**
     * Makes the model and its inputs, or finds them in the cache.
     *
     * @throws IllegalArgumentException when the workload, lowering or fusion is unknown or cannot be written in the
     *     format; the message names what there is
     * @throws IOException when the cache cannot be read or written
     */
    Files prepare(Query query) throws IOException;

    /**
     * Makes inputs for a model file that a person wrote or got, which is measured as it is.
     *
     * @param shapes sizes that the file leaves open, {@code NAME=1x128} each
     * @throws IllegalArgumentException when a shape is not of that form
     * @throws IOException when the file cannot be read, or leaves another size open
     */
    Files prepare(Path model, List<String> shapes) throws IOException;

    /**
     * What is wanted.
     *
     * @param workload name, such as {@code squeezebert-tiny}
     * @param lowering name, or {@code auto}
     * @param fusion name, or {@code auto}
     * @param target what will open the file: {@code auto} depends on it
     * @param batch sequences in one invocation, at least 1
     * @param sequenceLength tokens in one sequence, at least 1
     */
    record Query(String workload, String lowering, String fusion, Target target, int batch, int sequenceLength) {
        public Query {
            if (batch < 1 || sequenceLength < 1) {
                throw new IllegalArgumentException("batch and sequence length are at least 1");
            }
        }
    }

    /**
     * A runtime, as it is measured.
     *
     * @param runner name of the runner
     * @param runtimeVersion asked of the runtime, such as {@code 1.29.0}
     * @param acceleration one of {@link Runner#accelerations()}
     * @param modelFormat {@code onnx} or {@code tflite}
     */
    record Target(String runner, String runtimeVersion, String acceleration, String modelFormat) {}

    /**
     * What was made.
     *
     * @param model the model file
     * @param inputs a safetensors file with one tensor for each input of the model
     * @param dimensions sizes of the model's symbolic dimensions, by symbol; empty where all are fixed
     */
    record Files(Path model, Path inputs, Map<String, Long> dimensions) {
        public Files {
            dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
        }
    }
}
