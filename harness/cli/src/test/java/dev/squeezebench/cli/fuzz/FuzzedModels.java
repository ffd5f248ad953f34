package dev.squeezebench.cli.fuzz;

import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the command reads of a model file; the runtime reads the rest, in a process of its own. */
final class FuzzedModels {
    private static final Path MODELS = Parts.committed("harness/cli/src/test/resources/models");
    private static final long HUGE_BYTES = 4096 + 70_000_000L * 8 * Float.BYTES;

    private FuzzedModels() {}

    static FuzzedFile onnx() throws IOException {
        return new FuzzedFile(
                "model.onnx",
                read("classifier.onnx", "image.onnx", "huge.onnx"),
                part -> part,
                FuzzedModels::externalData,
                folder -> look(folder.resolve("model.onnx")));
    }

    static FuzzedFile tflite() throws IOException {
        return FuzzedFile.alone("model.tflite", read("classifier.tflite"), FuzzedModels::look);
    }

    private static List<byte[]> read(String... names) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : names) {
            files.add(Files.readAllBytes(MODELS.resolve(name)));
        }
        return files;
    }

    /** As large as the model says, and empty on disk. */
    private static void externalData(Path folder) throws IOException {
        try (RandomAccessFile holes =
                new RandomAccessFile(folder.resolve("huge.bin").toFile(), "rw")) {
            holes.setLength(HUGE_BYTES);
        }
    }

    private static void look(Path file) throws IOException {
        ModelMetadata face = ModelMetadata.of(file);
        face.flop(new InputShapes(Map.of(), Map.of())).total();
        face.words().forEach(face::input);
    }
}
