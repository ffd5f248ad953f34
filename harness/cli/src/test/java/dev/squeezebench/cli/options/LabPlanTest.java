package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabPlanTest {
    @TempDir
    private Path folder = Path.of("unset");

    private LabPlan plan(String text) throws IOException {
        return LabPlan.read(Files.writeString(folder.resolve("night.yaml"), text.replace("; ", "\n")));
    }

    @Test
    void eachPhoneGetsEachTarget() throws IOException {
        LabPlan plan = plan("workload: bert-tiny; target: [tflite:xnnpack, tflite:builtin]; rounds: 3");

        assertThat(plan.arguments(List.of("A1", "sha256:0badcafe")))
                .containsExactly(
                        "--workload=bert-tiny",
                        "--rounds=3",
                        "--target=android:A1/tflite:xnnpack,android:A1/tflite:builtin,"
                                + "android:sha256:0badcafe/tflite:xnnpack,android:sha256:0badcafe/tflite:builtin");
        assertThat(plan("workload: bert-tiny").arguments(List.of("A1"))).contains("--target=android:A1/tflite:xnnpack");
    }

    @Test
    void phonesAreSelectedBySerialModelAndLabel() throws IOException {
        LabPlan all = plan("workload: bert-tiny");
        assertThat(all.selects("A1")).isTrue();
        assertThat(all.selectsModel("anything")).isTrue();

        LabPlan plan = plan(
                "model: [Pixel*, 'SM-G?']; serial: [A1, A2]; label: [fast]; labelled: [A1=fast, A1=old, A2=old, A3=fast]");
        assertThat(plan.selects("A1")).isTrue();
        assertThat(plan.selects("A2")).as("another label").isFalse();
        assertThat(plan.selects("A3")).as("another serial").isFalse();
        assertThat(plan.selectsModel("Pixel_3")).isTrue();
        assertThat(plan.selectsModel("pixel 8 Pro")).isTrue();
        assertThat(plan.selectsModel("Not Pixel")).isFalse();
        assertThat(plan.selectsModel("SM-GX")).as("? is no pattern").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'workload: bert-tiny; wrokload: x', 'night.yaml:2:1: unknown word ''wrokload'''",
        "'model: Pixel; serail: A1', 'did you mean ''serial'''",
        "'workload: bert-huge', 'unknown workload ''bert-huge'''",
        "'target: android:A1/tflite:xnnpack', 'each phone gets it'",
        "'target: gpu', 'write RUNNER:ACCELERATION'",
        "'labelled: [A1]', 'write SERIAL=LABEL'",
        "'serial: [A1, \"\"]', 'night.yaml:1:14: expected'",
        "'serial: \"A1,,A2\"', 'an empty value in ''serial'''",
        "'rounds: many', 'night.yaml:1:1: '",
        "'serial: {a: b}', 'night.yaml:1:9: expected'",
        "'[a, b]', 'night.yaml:1:1: expected'",
        "'serial: A1; serial: A2', 'duplicate key ''serial'''",
        "'native-library: /tmp/x.so', 'cannot choose a library that is loaded'"
    })
    void whatIsWrongIsOneLineWithItsPlace(String text, String said) {
        assertThatThrownBy(() -> plan(text))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(said)
                .message()
                .doesNotContain("\n")
                .contains("night.yaml:");
    }

    @Test
    void aPlanThatIsMissingIsNamed() {
        assertThatThrownBy(() -> LabPlan.read(folder.resolve("gone.yaml")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("lab run ")
                .hasMessageContaining("gone.yaml: no such file");
    }
}
