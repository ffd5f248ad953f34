package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.measure.ElementType;
import dev.squeezebench.measure.Printable;
import dev.squeezebench.measure.Tensor;
import dev.squeezebench.measure.UnreadableFileException;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelFace;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.RandomInputs;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
 * @param shapes sizes of the inputs' axes
 * @param inputs a tensor for every input
 */
public record OwnModel(String name, Path path, ModelFace face, String sha256, InputShapes shapes, List<Tensor> inputs)
        implements Subject {
    /** The flag that names them. */
    public static final String FLAG = "--model";

    private static final int TOKENS_AXES = 2;

    public OwnModel {
        inputs = List.copyOf(inputs);
    }

    /**
     * Opens a file.
     *
     * @param shapes shapes by input name that the user gave
     * @param seed of the data that are made for the inputs
     * @throws UserException when it cannot be measured; says why, and what to do
     */
    static OwnModel open(String name, Path path, Map<String, List<Long>> shapes, long seed) {
        try {
            ModelFace face = ModelFace.of(path);
            InputShapes decided = InputShapes.of(face, shapes);
            List<Tensor> inputs = new RandomInputs(seed).of(face, decided);
            return new OwnModel(name, path, face, face.sha256(), decided, inputs);
        } catch (UnreadableFileException e) {
            throw bad(path, String.valueOf(e.getMessage()), e);
        } catch (AccessDeniedException e) {
            throw bad(path, "permission denied; make it readable", e);
        } catch (IOException e) {
            throw bad(path, "it cannot be read (" + Printable.text(String.valueOf(e.getMessage())) + ')', e);
        }
    }

    private static UserException bad(Path path, String problem, IOException cause) {
        return new UserException(ExitCode.USAGE, FLAG + ' ' + Printable.text(path.toString()) + ": " + problem, cause);
    }

    /**
     * How much is computed at once: sequences and tokens of the first input of two axes that holds integers, which are ids
     * of tokens. Without such an input there are no tokens, and the first axis of the first input counts what is computed.
     */
    Shape shape(int threads) {
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
                .filter(OwnModel::isFloat)
                .findFirst()
                .or(face::weightType)
                .map(ElementType::word)
                .orElseGet(() -> face.outputs().get(0).typeWord());
    }

    private static boolean isFloat(ElementType type) {
        return switch (type) {
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> true;
            default -> false;
        };
    }

    /** What of the inputs' shapes neither the file nor batch and sequence length tell. */
    Map<String, String> options() {
        Shape shape = shape(1);
        List<Long> usual = List.of((long) shape.batch(), (long) shape.sequenceLength());
        Map<String, String> options = new TreeMap<>();
        for (ModelPort input : face.inputs()) {
            List<Long> sizes = shapes.shapes().getOrDefault(input.name(), List.of());
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
