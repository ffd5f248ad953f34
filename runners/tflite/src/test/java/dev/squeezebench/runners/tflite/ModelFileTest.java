package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.runner.RunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are refused before native code sees them. */
final class ModelFileTest {
    private final Path file;

    ModelFileTest(@TempDir Path folder) {
        this.file = folder.resolve("model.tflite");
    }

    @Test
    void aTensorFlowLiteFilePasses() throws IOException {
        Files.write(file, ProbeModel.bytes());
        assertThatCode(() -> ModelFile.check(file)).doesNotThrowAnyException();
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused("does not exist");
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(file);
        assertRefused("cannot be read");
    }

    @Test
    void aFileThatIsShorterThanAHeaderIsRefused() throws IOException {
        for (int length = 0; length < 8; length++) {
            Files.write(file, Arrays.copyOf(ProbeModel.bytes(), length));
            assertRefused("is cut: it has less than a header; write it again");
        }
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        Files.write(file, "\b\7\22\fpytorch and more".getBytes(StandardCharsets.US_ASCII));
        assertRefused("is not a TensorFlow Lite file: it has no identifier TFL3");
    }

    @Test
    void aRootTableBeyondTheEndIsRefused() throws IOException {
        for (int root : new int[] {0, 7, ProbeModel.bytes().length, -1}) {
            byte[] bytes = ProbeModel.bytes();
            for (int i = 0; i < Integer.BYTES; i++) {
                bytes[i] = (byte) (root >> (Byte.SIZE * i));
            }
            Files.write(file, bytes);
            assertRefused("its root table is at byte " + Integer.toUnsignedLong(root) + " of " + bytes.length);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> ModelFile.check(file))
                .isInstanceOf(RunnerException.class)
                .hasMessageStartingWith("model file " + file)
                .hasMessageContaining(reason);
    }
}
