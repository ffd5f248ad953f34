package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.ProgressListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every file of the user has in common, whatever is in it. */
class UserFileTest {
    @ParameterizedTest
    @CsvSource({
        "Java heap space, 2, is too small for this input",
        "Requested array size exceeds VM limit, 2, is too small for this input",
        "unable to create native thread, 5, ulimit -a"
    })
    void aFileThatNeedsMoreMemoryThanThereIsIsOneLineWithItsName(String message, int exitCode, String line) {
        assertThatThrownBy(() -> UserFile.reading("--inputs", Path.of("large.npz"), () -> {
                    throw new OutOfMemoryError(message);
                }))
                .isInstanceOfSatisfying(UserException.class, problem -> {
                    assertThat(problem.exitCode().code()).isEqualTo(exitCode);
                    assertThat(problem.line())
                            .startsWith("--inputs large.npz: ")
                            .contains(message)
                            .contains(line);
                });
    }

    /** The flag and the path as the user wrote it come first; the reader, which knows the file's name alone, says it too. */
    @ParameterizedTest
    @CsvSource({
        "--model, README.md",
        "--model, models/net.onnx",
        "--inputs, io.npz",
        "--expect, a/b/io.safetensors",
        "--checkpoint, config.json"
    })
    void aNameIsSaidOnce(String flag, Path path) {
        assertThatThrownBy(() -> UserFile.reading(flag, path, () -> {
                    throw new UnreadableFileException(path, "it is damaged", "download it again");
                }))
                .hasMessage(flag + ' ' + path + ": it is damaged; download it again");
    }

    @Test
    void theReadingOfEveryFileIsFollowedToItsEnd() {
        Path golden = GoldenFolders.of("bert-safetensors");
        List<String> read = new ArrayList<>();
        Settings settings = Plans.settings("--checkpoint=" + golden, "--inputs=" + golden.resolve("io.safetensors"));

        // A checkpoint is hashed when its hash is asked for.
        SelectedModels.open(settings, following(read)).files();
        SelectedModels.open(
                        Plans.settings("--model="
                                + Path.of(
                                        System.getProperty("root.dir"),
                                        "harness/cli/src/test/resources/models/classifier.tflite")),
                        following(read))
                .files();

        assertThat(read)
                .containsExactlyInAnyOrder(
                        "reading model.safetensors", "reading io.safetensors", "reading classifier.tflite");
    }

    private static ProgressListener following(List<String> read) {
        return new ProgressListener() {
            @Override
            public Task begin(String what) {
                return (done, total) -> {
                    if (done == total) {
                        read.add(what);
                    }
                };
            }
        };
    }
}
