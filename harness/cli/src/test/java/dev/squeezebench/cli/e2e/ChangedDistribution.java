package dev.squeezebench.cli.e2e;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The distribution that was built, with something else in ONNX Runtime's jar. */
final class ChangedDistribution {
    private ChangedDistribution() {}

    /** What is done to the jar. */
    @FunctionalInterface
    interface Change {
        /** Changes what is below the root folder inside the jar. */
        void to(Path root) throws IOException;
    }

    /** Makes it in a folder; what stays the same is linked. */
    static Command in(Path folder, Change change) throws IOException {
        Path whole = Command.built().distribution();
        Path copy = Files.createDirectories(folder.resolve("dist"));
        Files.copy(whole.resolve("squeezebench"), copy.resolve("squeezebench"));
        Files.createSymbolicLink(copy.resolve("lib"), whole.resolve("lib"));
        Path runners = Files.createDirectory(copy.resolve("runners"));
        Files.createSymbolicLink(runners.resolve("tflite"), whole.resolve("runners/tflite"));
        Path from = whole.resolve("runners/onnxruntime");
        Path to = Files.createDirectory(runners.resolve("onnxruntime"));
        Files.copy(from.resolve("runner.properties"), to.resolve("runner.properties"));
        Path jar = Files.copy(from.resolve("benchmarks-onnxruntime.jar"), to.resolve("benchmarks-onnxruntime.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            change.to(inside.getPath("/"));
        }
        return Command.of(copy);
    }
}
