package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.StandardOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the process ends. */
class MainTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "--version", "run --help", "claims", "claims --format json", "completion", "help run"})
    void outputThatCannotBeWrittenIsExitCodeTwo(String line) throws IOException {
        assertThat(run("No space left on device", "a file", line)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("squeezebench: standard output cannot be written: No space left on device"
                        + System.lineSeparator());
    }

    @Test
    void aReaderThatHasEnoughIsNoError() throws IOException {
        assertThat(run("Broken pipe", "a file", "claims")).isZero();
        assertThat(run("Datenübergabe unterbrochen", "pipe:[1234]", "claims")).isZero();
        assertThat(err.size()).isZero();
    }

    @Test
    void whatIsWrittenIsWrittenInUtf8() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(Main.run(new StandardOutput(out, folder), err, Map.of(), "--version"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("squeezebench ");
    }

    @Test
    void aUserWithoutHomeHasNoFolderNamedQuestionMark() {
        assertThat(Main.home("?", folder.toString())).isEqualTo(folder.toString());
        assertThat(Main.home("", folder.toString())).isEqualTo(folder.toString());
        String known = folder.resolve("ann").toAbsolutePath().toString();
        assertThat(Main.home(known, folder.toString())).isEqualTo(known);
    }

    private int run(String reason, String target, String line) throws IOException {
        Path descriptor = folder.resolve("descriptor");
        Files.deleteIfExists(descriptor);
        Files.createSymbolicLink(descriptor, Path.of(target));
        return Main.run(new StandardOutput(new Refusing(reason), descriptor), err, Map.of(), line.split(" "));
    }

    /** What the system has no room for. */
    private static final class Refusing extends OutputStream {
        private final String reason;

        Refusing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int single) throws IOException {
            throw new IOException(reason);
        }
    }
}
