package dev.squeezebench.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    private final Path parent;

    ScratchTest(@TempDir Path parent) {
        this.parent = parent;
    }

    @Test
    void itIsGoneWhenItIsClosed() throws Exception {
        Scratch scratch = Scratch.in(parent);
        Files.writeString(scratch.path().resolve("file"), "x");
        scratch.close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aTemporaryFolderThatCannotBeUsedIsOneLineWithTheWayOut() throws Exception {
        assertRefused(parent.resolve("missing"), "is missing");
        assertRefused(Files.writeString(parent.resolve("file"), "x"), "is no folder");
        // No process can make a folder there, not even one of root.
        assertThatThrownBy(() -> Scratch.in(Path.of("/proc")))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageStartingWith("the temporary folder /proc ");
    }

    private static void assertRefused(Path folder, String cause) {
        assertThatThrownBy(() -> Scratch.in(folder))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessage("the temporary folder " + folder + ' ' + cause
                        + ": name another by TMPDIR=DIR or JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR");
    }
}
