package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A checkpoint folder as Hugging Face's libraries and hub leave it: {@code config.json} with {@code model.safetensors},
 * its sharded form, or {@code pytorch_model.bin}.
 *
 * @param trained its encoder, under the folder's name
 * @param ignored tensors of heads and buffers, by their names in the file
 * @param files the files that contain the weights
 * @param types element types in which the encoder's weights are stored
 */
public record Checkpoint(TrainedNetwork trained, List<String> ignored, List<Path> files, Set<ElementType> types) {
    private static final String CONFIG = "config.json";
    private static final int SMALLEST_PARAMETER_BYTES = 2;

    public Checkpoint {
        ignored = List.copyOf(ignored);
        files = List.copyOf(files);
        types = Collections.unmodifiableSet(new TreeSet<>(types));
    }

    /** Every file of its folder that opening it reads. */
    public List<Path> parts(Path folder) {
        return Stream.concat(
                        Stream.of(CONFIG, WeightFiles.INDEX)
                                .map(folder::resolve)
                                .filter(Files::isRegularFile),
                        files.stream())
                .toList();
    }

    /** The same under another name. */
    public Checkpoint named(String name) {
        return new Checkpoint(trained.named(name), ignored, files, types);
    }

    /**
     * Opens a folder: its configuration and the descriptions of its tensors are read and checked, their elements are not
     * until they are asked for.
     *
     * @throws UnreadableFileException when something in it is missing, damaged or not supported; one line says what
     */
    public static Checkpoint open(Path folder) throws IOException {
        return open(folder, ProgressListener.NONE);
    }

    /** The same, with a listener that follows the reading. */
    public static Checkpoint open(Path folder, ProgressListener listener) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UnreadableFileException(
                    folder,
                    Files.exists(folder) ? "not a folder" : "no such folder",
                    "name the folder that contains " + CONFIG);
        }
        WeightFiles weights = WeightFiles.of(folder);
        long bytes = 0;
        for (Path file : weights.files()) {
            bytes += Files.size(file);
        }
        Path config = folder.resolve(CONFIG);
        Network network = ConfigFile.network(config, weights.tensors().keySet(), bytes / SMALLEST_PARAMETER_BYTES);
        ParameterNames names = ParameterNames.match(network, weights.tensors());
        if (!names.complaints().isEmpty()) {
            throw new UnreadableFileException(
                    folder,
                    "its tensors are not those of " + CONFIG + ": " + String.join("; ", names.complaints()),
                    "use the configuration that belongs to the weights");
        }
        String name = Printable.text(folder.toRealPath().getFileName().toString());
        WeightsHash hash = new WeightsHash(weights.files(), listener);
        return new Checkpoint(
                new TrainedNetwork(name, names.network(), new CheckpointWeights(name, hash, names.found())),
                names.ignored(),
                weights.files(),
                names.found().values().stream()
                        .map(tensor -> tensor.storage().type())
                        .collect(Collectors.toSet()));
    }
}
