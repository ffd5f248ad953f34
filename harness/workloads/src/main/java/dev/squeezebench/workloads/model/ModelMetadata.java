package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.FileDigest;
import dev.squeezebench.workloads.FileStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a model file says of itself.
 *
 * @param file the model
 * @param format {@code onnx} or {@code tflite}
 * @param bytes size of the file and its external data
 * @param producer what wrote it, in its own words
 * @param inputs in the model's order, each name once
 * @param outputs in the model's order, each name once
 * @param graphs the main graph and those nested in it or called by it
 * @param operators the most frequent first
 * @param opsets versions of the operator sets by domain, {@code ai.onnx} for ONNX's own; empty for TensorFlow Lite
 * @param parameters scalars in constants of floating-point and 8-bit or narrower types: 64-bit integers are shapes
 * @param weightType element type of most parameters
 * @param flopCounter counts the matrix products of an invocation
 * @param randomOperators operators whose results differ from invocation to invocation, such as {@code RandomNormal}
 * @param stateOperators what keeps values from one invocation to the next, such as {@code ASSIGN_VARIABLE}
 * @param externalData files of the model's folder that contain weights
 */
public record ModelMetadata(
        Path file,
        String format,
        long bytes,
        Optional<String> producer,
        List<ModelPort> inputs,
        List<ModelPort> outputs,
        long graphs,
        List<OperatorCount> operators,
        Map<String, Long> opsets,
        long parameters,
        Optional<ElementType> weightType,
        FlopCounter flopCounter,
        List<String> randomOperators,
        List<String> stateOperators,
        List<Path> externalData) {
    public ModelMetadata {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        operators = List.copyOf(operators);
        opsets = Map.copyOf(opsets);
        randomOperators = List.copyOf(randomOperators);
        stateOperators = List.copyOf(stateOperators);
        externalData = List.copyOf(externalData);
    }

    /**
     * Reads a {@code .onnx} or {@code .tflite} file.
     *
     * @throws UnreadableFileException when it is neither, damaged, or reaches out of its folder
     */
    public static ModelMetadata of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UnreadableFileException(file, "it is a folder", "name the .onnx or .tflite file in it");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException(file, "no such file, or not a regular one", "name an existing file");
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".onnx") && !name.endsWith(".tflite")) {
            throw new UnreadableFileException(file, "neither .onnx nor .tflite", "convert it to one of the two");
        }
        FileStart.refuseStandIns(file);
        try {
            return name.endsWith(".onnx") ? OnnxMetadataReader.read(file) : TfliteMetadataReader.read(file);
        } catch (OutOfMemoryError e) {
            throw new UnreadableFileException(
                    file,
                    "reading what it says of itself takes more than the "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of memory that the command has",
                    "simplify its graph");
        }
    }

    /**
     * SHA-256 of the model: of a single file its plain digest, and of one with external data that of the lines that
     * {@code sha256sum} prints in the model's folder for the model and then its data files in the order of their names.
     */
    public String sha256(ProgressListener listener) throws IOException {
        String own = FileDigest.sha256(file, listener);
        if (externalData.isEmpty()) {
            return own;
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        StringBuilder lines = new StringBuilder(own + "  " + file.getFileName() + '\n');
        for (Path data : externalData) {
            lines.append(FileDigest.sha256(data, listener))
                    .append("  ")
                    .append(folder == null ? data : folder.relativize(data))
                    .append('\n');
        }
        return Digests.sha256(lines.toString());
    }

    /** Every name by which the user may mean an input or an output. */
    public Stream<String> words() {
        return Stream.concat(inputs.stream(), outputs.stream())
                .flatMap(port -> Stream.concat(Stream.of(port.name()), port.alias().stream()));
    }

    /**
     * The input that the user means, by its own name or that of the file's signature.
     *
     * @param word as the user wrote it
     */
    public Optional<ModelPort> input(String word) {
        return inputs.stream().filter(input -> input.answersTo(word)).findFirst();
    }

    /** Counts the matrix products of an invocation. */
    @FunctionalInterface
    public interface FlopCounter {
        /**
         * The count.
         *
         * @param shapes of the inputs
         */
        FlopCount of(InputShapes shapes);
    }

    /**
     * Floating-point operations of an invocation's matrix products.
     *
     * @param shapes of the inputs
     */
    public FlopCount flop(InputShapes shapes) {
        return flopCounter.of(shapes);
    }

    /** Refuses two ports of one name, and ports without: data reach them by name. */
    static List<ModelPort> named(Path file, String kind, List<ModelPort> ports) throws UnreadableFileException {
        Map<String, ModelPort> byName = new TreeMap<>();
        for (ModelPort port : ports) {
            if (port.name().isEmpty()) {
                throw new UnreadableFileException(
                        file, "it has an " + kind + " without a name", "convert it again with names");
            }
            if (byName.put(port.name(), port) != null) {
                throw new UnreadableFileException(
                        file,
                        "it has two " + kind + "s named " + Printable.quoted(port.name()),
                        "convert it again with a name for each");
            }
        }
        return List.copyOf(ports);
    }
}
