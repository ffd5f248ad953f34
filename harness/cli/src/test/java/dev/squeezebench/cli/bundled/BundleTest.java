package dev.squeezebench.cli.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    @TempDir
    private Path home = Path.of("unset");

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Bundle bundle = new Bundle(
                Map.of("java", "17.0.15", "onnxruntime", "1.29.0"),
                List.of("--target=onnxruntime:cpu", "--quick=true"),
                List.of(new Bundle.TravellingFile("--model", "files/1/net/gro\u00df.onnx")));
        Files.write(home.resolve("bundle.json"), bundle.json());

        assertThat(Bundle.in(home)).contains(bundle);
    }

    @Test
    void filesAreArgumentsWhereTheyLieNow() {
        Bundle bundle = new Bundle(
                Map.of(), List.of("--rounds=2"), List.of(new Bundle.TravellingFile("--model", "files/1/a/net.onnx")));

        assertThat(bundle.arguments(Path.of("/else where")))
                .containsExactly("--rounds=2", "--model=/else where/files/1/a/net.onnx");
    }

    @Test
    void aDistributionWithoutADescriptionIsNoBundle() {
        assertThat(Bundle.in(home)).isEmpty();
    }

    @Test
    void aDamagedDescriptionIsAnErrorWithARemedy() throws IOException {
        Files.writeString(home.resolve("bundle.json"), "{\"contents\":{},\"flags\":[");

        assertThatThrownBy(() -> Bundle.in(home))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageContaining("bundle.json")
                .hasMessageEndingWith("unpack it again");
    }
}
