package dev.squeezebench.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileErrorsTest {
    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        // The cache and the output are the user's, wherever they lie.
        "/tmp/cache/models/x.onnx, 2",
        "/tmp/squeezebench-out/results.jsonl, 2",
        "/home/user/.cache/squeezebench/locks, 2",
        "out/report.md, 2",
        "/opt/squeezebench/cache/x.onnx, 2",
        // The temporary folder and what this command makes in it.
        "/tmp, 5",
        "/tmp/squeezebench-1234567, 5",
        "/tmp/squeezebench-1234567/request.json, 5",
        "/tmp/squeezebench-fonts123/a.ttf, 5",
        "/tmp/squeezebench.lock, 5",
        // The installation.
        "/opt/squeezebench/lib/a.jar, 5",
        "/opt/squeezebench/runners/tflite/runner.properties, 5"
    })
    void theExitCodeDependsOnWhoseFileItIs(String file, int code) {
        for (FileSystemException refused : new FileSystemException[] {
            new AccessDeniedException(file),
            new NoSuchFileException(file),
            new FileSystemLoopException(file),
            new FileSystemException(file, null, "Read-only file system"),
            new FileSystemException(file, null, "Not a directory"),
            new FileSystemException(file, null, "No space left on device"),
            new FileSystemException(file, null, "File name too long"),
            new FileSystemException(file, null, "Too many levels of symbolic links")
        }) {
            assertThat(problem(refused)).satisfies(problem -> {
                assertThat(problem.exitCode().code()).as(refused.toString()).isEqualTo(code);
                assertThat(problem.line()).contains(code == 5 && file.startsWith("/tmp") ? "TMPDIR=DIR" : file);
            });
        }
    }

    @Test
    void whatTheSystemRefusesWithoutAFilesNameIsTheUsersToo() {
        assertThat(refused(() -> new FileInputStream(folder.toFile()).read())).isEqualTo(ExitCode.USAGE);
        assertThat(refused(() -> {
                    try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
                        return full.write(java.nio.ByteBuffer.allocate(1));
                    }
                }))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aTemporaryFileThatCannotBeMadeIsAboutTheTemporaryFolder() throws IOException {
        File missing = folder.resolve("missing").toFile();

        assertThat(refused(() -> File.createTempFile("abc", null, missing))).isEqualTo(ExitCode.NOT_USABLE);
        assertThat(refused(() -> new ProcessBuilder(
                                Files.createFile(folder.resolve("no-program")).toString())
                        .start()))
                .isEqualTo(ExitCode.NOT_USABLE);
    }

    @Test
    void anErrorInOurReadingOfAFileIsNotTheSystems() {
        assertThat(new FileErrors(Path.of("/tmp"), Path.of("/opt/squeezebench")).problem(new IOException("bad state")))
                .isEmpty();
    }

    private static UserException problem(IOException e) {
        return new FileErrors(Path.of("/tmp"), Path.of("/opt/squeezebench"))
                .problem(e)
                .orElseThrow();
    }

    private static ExitCode refused(Callable<?> action) {
        ExitCode[] code = new ExitCode[1];
        assertThatThrownBy(action::call)
                .isInstanceOfSatisfying(
                        IOException.class, e -> code[0] = problem(e).exitCode());
        return code[0];
    }
}
