package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where {@code profile --issue} writes is looked at before anything is measured. */
class IssueFileTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter err = new StringWriter();

    private int profile(Path issue) {
        CommandLine command = Squeezebench.commandLine(new Surroundings(folder, false, false, Map.of()));
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        return command.execute("profile", "--baseline", "threads=2", "--issue", issue.toString());
    }

    /** {@code --model net.onnx --issue net.md} would have put the operator in the model's place. */
    @Test
    void aModelBesideItIsNotOverwritten() throws IOException {
        Path model = Files.writeString(folder.resolve("net.onnx"), "a model");

        assertThat(profile(folder.resolve("net.md"))).isEqualTo(2);

        assertThat(err.toString()).contains("net.onnx, which is there already: name another file");
        assertThat(model).hasContent("a model");
    }

    @Test
    void theTextAndTheOperatorAreTwoFiles() {
        assertThat(profile(folder.resolve("net.onnx"))).isEqualTo(2);
        assertThat(err.toString()).contains("name a file such as issue.md");
    }
}
