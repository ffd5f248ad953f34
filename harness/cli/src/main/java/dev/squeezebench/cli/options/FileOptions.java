package dev.squeezebench.cli.options;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** Files of the user's own. They may have commas in their names, so each flag takes one path and may be repeated. */
public final class FileOptions {
    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Hugging Face checkpoint: a folder with config.json and model.safetensors or"
                    + " pytorch_model.bin; may be repeated. Without --workload, checkpoints alone are measured.")
    private List<Path> checkpoints = List.of();

    /** Folders of checkpoints, as the user wrote them. */
    public List<Path> checkpoints() {
        return List.copyOf(new LinkedHashSet<>(checkpoints));
    }

    /** Whether there is anything to measure without the built-in workloads. */
    boolean nameSomethingToMeasure() {
        return !checkpoints.isEmpty();
    }
}
