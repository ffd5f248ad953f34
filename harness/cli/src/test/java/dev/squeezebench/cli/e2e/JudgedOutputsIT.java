package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small models of a review whose expected outputs are right, wrong, empty or random. */
@Tag("slow")
class JudgedOutputsIT {
    private static final Path MODELS =
            Path.of(System.getProperty("root.dir"), "harness/cli/src/test/resources/models/review");

    private final Command command = Command.built();
    private final Path folder;

    JudgedOutputsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "small, small-wrong, 4, differs from expect",
        "boxes, boxes-wrong, 4, differs from expect",
        "nothing-found, nothing-found, 0, found",
        "random, random, 0, RandomNormalLike"
    })
    void isJudgedByWhatItGives(String model, String data, int exitCode, String shown) throws Exception {
        String arrays = MODELS.resolve(data + ".npz").toString();
        Command.Ended ended = command.run(command.measuring(
                folder.resolve("out"),
                "--quick",
                "--rounds",
                "1",
                "--target",
                "onnxruntime:cpu",
                "--model",
                MODELS.resolve(model + ".onnx").toString(),
                "--inputs",
                arrays,
                "--expect",
                arrays));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(exitCode);
        assertThat(ended.all()).contains(shown);
    }
}
