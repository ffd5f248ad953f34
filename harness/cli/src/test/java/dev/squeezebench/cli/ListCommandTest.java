package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {
    @TempDir
    private Path home = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A distribution whose only runner is on phones: nothing is tried, and no phone looked for. */
    @Test
    void whatPhonesHaveIsARowThatSaysWhatIsMissing() throws IOException {
        Files.write(
                Files.createDirectories(home.resolve("runners/lite")).resolve("runner.properties"),
                List.of(
                        "name=lite",
                        "onPhonesAlone=true",
                        "runtimeVersion=2.16.1",
                        "modelFormat=tflite",
                        "accelerations=xnnpack,gpu",
                        "onProcessor=xnnpack",
                        "phoneAccelerations=gpu",
                        "phoneFolder=lite",
                        "option.gpu.precision=float32|float16",
                        "protocol=1"));

        assertThat(list()).contains("\nandroid:SERIAL/lite:gpu,false,").contains("is not built");
        assertThat(out.toString()).contains("lite.gpu.precision", "bert-tiny", "squeezebert-pixel-3");

        Files.createDirectories(home.resolve("android/lite"));
        for (String app : List.of("", "lite")) {
            Files.createFile(home.resolve("android").resolve(app).resolve("squeezebench-shell.jar"));
        }
        assertThat(list()).contains("\nandroid:SERIAL/lite:gpu,true,2.16.1,").doesNotContain("is not built");
    }

    private String list() {
        out.getBuffer().setLength(0);
        int code = Squeezebench.execute(
                new Surroundings(home, false, false, Map.of()),
                new PrintWriter(out),
                new PrintWriter(err),
                "list",
                "--format",
                "csv",
                "--cache",
                home.resolve("cache").toString());
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }
}
