package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aFolderOfTheRunsOwnIsMade() {
        RunFiles files = RunFiles.create(folder.resolve("a/b"));

        assertThat(files.folder()).isEmptyDirectory();
        assertThat(files.results()).hasFileName("results.jsonl");
    }

    @Test
    void aFolderWithFilesIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> RunFiles.create(folder))
                .isInstanceOfSatisfying(UserException.class, problem -> assertThat(problem.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("is not empty")
                .hasMessageContaining("--resume");
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunFiles.create(file)).hasMessageContaining("it exists already");
    }

    @Test
    void theDefaultFolderSortsByTime() {
        assertThat(RunFiles.defaultFolder(LocalDateTime.of(2026, 11, 23, 9, 5, 7), "1234abcd"))
                .isEqualTo(Path.of("squeezebench-out", "20261123-090507-1234abcd"));
    }
}
