package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The user's files. They may have commas in their names, so each flag takes one path and may be repeated. */
public final class FileOptions {
    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Hugging Face checkpoint: a folder with config.json and model.safetensors or"
                    + " pytorch_model.bin; may be repeated. Without --workload, checkpoints alone are measured.")
    private List<Path> checkpoints = List.of();

    @Option(
            names = "--model",
            paramLabel = "FILE,...",
            description = "A .onnx or .tflite file of your own, measured as it is; may be repeated.")
    private List<Path> models = List.of();

    /** Model files, as the user wrote them. A comma separates two files, unless there is a file with the comma in its name. */
    public List<Path> models() {
        return models.stream()
                .flatMap(path -> Files.exists(path)
                        ? Stream.of(path)
                        : Arrays.stream(path.toString().split(",")).map(Path::of))
                .distinct()
                .toList();
    }

    /** Folders of checkpoints, as the user wrote them. */
    public List<Path> checkpoints() {
        return List.copyOf(new LinkedHashSet<>(checkpoints));
    }

    @Option(
            names = "--inputs",
            paramLabel = "FILE",
            description = "What goes in: a .safetensors or .npz with the model's inputs by name; decides on batch and"
                    + " sequence length.")
    private @Nullable Path inputs;

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "What must come out for --inputs, by the names of the model's outputs (default: what the"
                    + " reference implementation says).")
    private @Nullable Path expect;

    /** File with the inputs. */
    public Optional<Path> inputs() {
        return Optional.ofNullable(inputs);
    }

    /** File with the outputs to compare with. */
    public Optional<Path> expect() {
        return Optional.ofNullable(expect);
    }

    /**
     * Looks at what goes together.
     *
     * @throws UserException when something does not
     */
    void check() {
        if (expect != null && inputs == null) {
            throw UserException.usage(
                    "--expect needs --inputs: name the file with what goes in, which may be the same");
        }
    }

    /** Whether there is anything to measure without the built-in workloads. */
    boolean nameSomethingToMeasure() {
        return !checkpoints.isEmpty() || !models.isEmpty();
    }
}
