package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model file of the user's own, with what goes into it.
 *
 * @param name that results show: the file's, with as many folders before it as tell it apart
 * @param path as the user wrote it
 * @param face what the file says of itself
 * @param sha256 of the file and its external data, 64 hexadecimal digits
 * @param data what goes in, and what must come out
 */
public record OwnModel(String name, Path path, ModelMetadata face, String sha256, OwnData data) implements Subject {
    /** The flag that names them. */
    public static final String FLAG = "--model";

    private static final int TOKENS_AXES = 2;

    /**
     * Opens a file.
     *
     * @param source where its data come from
     * @throws UserException when it cannot be measured; says why, and what to do
     */
    static OwnModel open(String name, Path path, DataSource source) {
        return OwnFile.reading(FLAG, path, () -> {
            ModelMetadata face = ModelMetadata.of(path);
            return new OwnModel(name, path, face, face.sha256(), source.of(face));
        });
    }

    /** Gives a model its data. */
    @FunctionalInterface
    interface DataSource {
        /** The data, or an exception that says why there are none. */
        OwnData of(ModelMetadata face) throws IOException;
    }

    /**
     * How much is computed at once: sequences and tokens of the first input of two axes that holds integers, which are ids
     * of tokens. Without such an input there are no tokens, and the first axis of the first input counts what is computed.
     */
    Shape shape(int threads) {
        List<Tensor> inputs = data.inputs();
        Optional<Tensor> tokens = inputs.stream()
                .filter(input -> input.shape().size() == TOKENS_AXES && isId(input.type()))
                .findFirst();
        Optional<Tensor> first = inputs.stream()
                .filter(input -> input.shape().size() >= TOKENS_AXES)
                .findFirst();
        int batch = tokens.or(() -> first).map(input -> size(input, 0)).orElse(1);
        return new Shape(dtype(), batch, tokens.map(input -> size(input, 1)).orElse(1), threads);
    }

    private static boolean isId(ElementType type) {
        return type == ElementType.INT32 || type == ElementType.INT64;
    }

    private static int size(Tensor tensor, int axis) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, tensor.shape().get(axis)));
    }

    /** Element type that goes through the model's first output, or input, of floating point; else that of its weights. */
    String dtype() {
        return Stream.concat(face.outputs().stream(), face.inputs().stream())
                .flatMap(port -> port.type().stream())
                .filter(ElementType::isFloatingPoint)
                .findFirst()
                .or(face::weightType)
                .map(ElementType::word)
                .orElseGet(() -> face.outputs().get(0).typeWord());
    }

    /** What of the inputs' shapes neither the file nor batch and sequence length tell. */
    Map<String, String> options() {
        Shape shape = shape(1);
        List<Long> usual = List.of((long) shape.batch(), (long) shape.sequenceLength());
        Map<String, String> options = new TreeMap<>();
        for (ModelPort input : face.inputs()) {
            List<Long> sizes = data.shapes().shapes().getOrDefault(input.name(), List.of());
            if (!input.isFixed() && !sizes.equals(usual)) {
                options.put("shape." + Printable.text(input.name()), InputShapes.text(sizes));
            }
        }
        return options;
    }

    OwnFile file() {
        return new OwnFile(FLAG, path, sha256);
    }
}
