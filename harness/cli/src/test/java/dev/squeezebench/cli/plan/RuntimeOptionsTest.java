package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.RuntimeSetting;
import dev.squeezebench.core.RunnerDescriptor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeOptionsTest {
    private static final RuntimeOptions OPTIONS = RuntimeOptions.of(new RunnerDescriptor(
            Path.of("runner.properties"),
            Map.of(
                    "name", "onnxruntime",
                    "option.spinning", "stop-after-run|keep|off",
                    "option.webgpu.layout", "runtime-default|NCHW|NHWC",
                    "option.cuda.device", "[0-9]|[1-9][0-9]",
                    "notOption.cuda.graph-capture", "outputs stay unfilled")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spining | off | has no option 'spining': did you mean 'spinning'?",
                "layout | NHWC | has no option 'layout'",
                "spinning | maybe | there are stop-after-run, keep, off",
                "cuda.device | 100 | a value has the form [0-9]",
                "cuda.graph-capture | 1 | outputs stay unfilled"
            })
    void aWrongNameOrValueIsSaidBeforeAnythingIsStarted(String name, String value, String message) {
        assertThatThrownBy(() -> OPTIONS.check(new RuntimeSetting("onnxruntime", name, value)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("--option onnxruntime." + name + '=' + value + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"spinning,off", "webgpu.layout,NHWC", "cuda.device,12"})
    void aRightOneIsTaken(String name, String value) {
        assertThatCode(() -> OPTIONS.check(new RuntimeSetting("onnxruntime", name, value)))
                .doesNotThrowAnyException();
    }

    @Test
    void aRunnerWithoutOptionsSaysSo() {
        RuntimeOptions none =
                RuntimeOptions.of(new RunnerDescriptor(Path.of("runner.properties"), Map.of("name", "tflite")));

        assertThatThrownBy(() -> none.check(new RuntimeSetting("tflite", "threads", "2")))
                .hasMessageContaining("tflite has no options");
    }
}
