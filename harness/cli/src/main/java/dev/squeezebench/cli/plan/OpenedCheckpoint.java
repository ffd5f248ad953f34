package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A checkpoint that the user named.
 *
 * @param folder as the user wrote it
 * @param checkpoint what is in it
 */
public record OpenedCheckpoint(Path folder, Checkpoint checkpoint) {
    /** The flag that names checkpoints. */
    public static final String FLAG = "--checkpoint";

    /** What a model is called on Hugging Face. */
    private static final String MODEL_ID = "[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*";

    private static final int SHOWN = 3;

    /**
     * Opens a folder.
     *
     * @throws UserException when it has no checkpoint that can be measured; says which folder, why, and what to do
     */
    public static OpenedCheckpoint open(Path folder, ProgressListener listener) {
        if (isModelId(folder)) {
            throw UserException.usage(
                    FLAG + ' ' + folder + ": there is no such folder; if it is a model of Hugging Face,"
                            + " download it first: hf download " + folder
                            + " config.json model.safetensors --local-dir " + folder.getFileName()
                            + " (or pytorch_model.bin instead of model.safetensors), then " + FLAG + ' '
                            + folder.getFileName());
        }
        return UserFile.reading(FLAG, folder, () -> new OpenedCheckpoint(folder, Checkpoint.open(folder, listener)));
    }

    /** Whether nothing of this name is here, and it is what a model of Hugging Face could be called. */
    public static boolean isModelId(Path folder) {
        return !Files.exists(folder)
                && folder.toString().matches(MODEL_ID)
                && !folder.toString().matches(".*[.](onnx|tflite)");
    }

    /** The same under another name. */
    OpenedCheckpoint named(String name) {
        return new OpenedCheckpoint(folder, checkpoint.named(name));
    }

    UserFile file() {
        return new UserFile(FLAG, folder, checkpoint.trained().identity());
    }

    /** One line for a terminal on the tensors that are not used: how many they are and what the first are called. */
    static String ignoredInShort(String checkpoint, List<String> names) {
        int more = names.size() - SHOWN;
        return ignored(checkpoint, names)
                + list(names.subList(0, Math.min(SHOWN, names.size())))
                + (more > 0 ? " and " + more + " more ('models inspect' lists them)" : "");
    }

    /** All of them. */
    static String ignoredInFull(String checkpoint, List<String> names) {
        return ignored(checkpoint, names) + list(names);
    }

    private static String ignored(String checkpoint, List<String> names) {
        return checkpoint + ": the encoder is measured, " + names.size()
                + (names.size() == 1 ? " tensor is" : " tensors are") + " ignored: ";
    }

    private static String list(List<String> names) {
        return names.stream().map(Printable::text).collect(Collectors.joining(", "));
    }
}
