package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.lock.ProcessLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Files of each moment at which a command may be killed, in the order in which it makes them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".try4711",
                ".lock",
                ".lock lab.json.next",
                ".lock lab.json",
                ".lock lab.json resume.json",
                ".lock lab.json resume.json results.jsonl"
            })
    void aFolderInWhichARunWasKilledBeforeItsFirstLineIsTakenAgain(String left) throws Exception {
        for (String file : left.split(" ", -1)) {
            Files.writeString(folder.resolve(file), file.equals("results.jsonl") ? "{\"schema\":\"squee" : "");
        }

        RunFiles files = RunFiles.create(folder);
        try (ProcessLock lock = files.lock()) {
            assertThat(lock).isNotNull();
            files.clear();
            assertThat(folder.toFile().list()).containsExactly(".lock");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"results.jsonl", ".lock results.jsonl", ".lock lab.json charts", ".trying", ".lock .try1 .try2x"
            })
    void aFolderWithAnythingElseIsNot(String inside) throws Exception {
        for (String file : inside.split(" ", -1)) {
            Files.writeString(folder.resolve(file), file.equals("results.jsonl") ? "{}\n" : "");
        }

        assertThatThrownBy(() -> RunFiles.create(folder)).hasMessageContaining("is not empty");
        assertThatThrownBy(() -> new RunFiles(folder).clear()).hasMessageContaining("is not empty");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(inside.split(" ", -1));
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
