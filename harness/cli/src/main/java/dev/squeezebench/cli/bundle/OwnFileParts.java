package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.plan.OpenedCheckpoint;
import dev.squeezebench.cli.plan.UserFile;
import dev.squeezebench.cli.plan.UserModel;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import dev.squeezebench.workloads.model.ModelMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that something of the user's own consists of: a model has its data beside it, a checkpoint is a folder. */
final class OwnFileParts {
    private OwnFileParts() {}

    /** All of them, in the folder of the first or below it. */
    static List<Path> of(UserFile own) throws IOException {
        return switch (own.flag()) {
            case UserModel.FLAG -> model(own.path());
            case OpenedCheckpoint.FLAG -> Checkpoint.open(own.path()).parts(own.path());
            default -> List.of(own.path());
        };
    }

    private static List<Path> model(Path file) throws IOException {
        List<Path> parts = new ArrayList<>(List.of(file));
        parts.addAll(ModelMetadata.of(file).externalData());
        return parts;
    }
}
