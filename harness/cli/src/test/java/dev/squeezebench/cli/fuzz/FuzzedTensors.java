package dev.squeezebench.cli.fuzz;

import dev.squeezebench.workloads.tensors.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@code --inputs} and {@code --expect} take besides safetensors. */
final class FuzzedTensors {
    private static final String NAME = "io.npz";
    private static final Path ARRAYS = Parts.committed("harness/workloads/src/test/resources/npz/arrays.npz");

    private FuzzedTensors() {}

    static FuzzedFile npz() throws IOException {
        return FuzzedFile.alone(
                NAME,
                List.of(Files.readAllBytes(ARRAYS), Files.readAllBytes(ARRAYS.resolveSibling("compressed.npz"))),
                FuzzedTensors::readAll);
    }

    /** In an archive that is sound: the checksum would keep most changes from the reader of arrays. */
    static FuzzedFile npyInNpz() throws IOException {
        return new FuzzedFile(
                NAME,
                List.copyOf(Parts.entries(ARRAYS).values()),
                part -> Parts.zip(Map.of("array.npy", part)),
                folder -> {},
                folder -> readAll(folder.resolve(NAME)));
    }

    private static void readAll(Path file) throws IOException {
        TensorFile tensors = TensorFile.open(file);
        for (String name : tensors.names()) {
            tensors.tensor(name);
        }
    }
}
