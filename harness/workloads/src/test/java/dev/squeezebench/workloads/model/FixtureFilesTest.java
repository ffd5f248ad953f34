package dev.squeezebench.workloads.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The model files of the command's tests: what is committed is what the code beside this writes. */
class FixtureFilesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("root.dir", "."), "harness", "cli", "src", "test", "resources", "models");

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("classifier.onnx", OnnxModels.classifier().build().toByteArray());
        files.put("classifier.tflite", TfliteModels.classifier());
        files.put("image.onnx", OnnxModels.image().build().toByteArray());
        files.put("huge.onnx", OnnxModels.huge().build().toByteArray());
        files.put(
                "outside.onnx",
                OnnxModels.external("../../etc/passwd", 0, 2).build().toByteArray());
        files.put("cyclic.onnx", OnnxModels.cyclic().build().toByteArray());
        return files;
    }

    /** Writes them again, after a change here. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Files.write(Path.of(arguments[0], file.getKey()), file.getValue());
        }
    }

    @Test
    void areWhatIsCommitted() {
        files().forEach((name, bytes) -> assertThat(FOLDER.resolve(name)).hasBinaryContent(bytes));
    }
}
