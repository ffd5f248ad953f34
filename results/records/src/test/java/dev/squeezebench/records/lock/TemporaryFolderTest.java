package dev.squeezebench.records.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TemporaryFolderTest {
    private static final Holder SELF =
            new Holder(ProcessHandle.current().pid(), "squeezebench", Instant.parse("2026-11-26T12:00:00Z"));

    private final Path parent;

    TemporaryFolderTest(@TempDir Path parent) {
        this.parent = parent;
    }

    @Test
    void closingRemovesAllThatIsInItAndFollowsNoLink() throws Exception {
        Path precious =
                Files.writeString(Files.createDirectory(parent.resolve("other")).resolve("precious"), "x");
        try (TemporaryFolder folder = TemporaryFolder.create(parent, "run", SELF)) {
            Files.createSymbolicLink(folder.path().resolve("link"), precious.getParent());
            Files.writeString(
                    Files.createDirectories(folder.path().resolve("a/b")).resolve("c"), "x");
            assertThat(folder.path().getFileName().toString()).startsWith("squeezebench-run-");
        }
        assertThat(parent).isDirectoryNotContaining("glob:**squeezebench-*");
        assertThat(precious).hasContent("x");
    }

    /**
     * Both end the process without its main thread: SIGKILL leaves the folder to the next process. Java treats SIGINT and
     * SIGHUP like SIGTERM, unless whoever started the tests ignores them.
     */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void noFolderOutlivesItsProcessAndTheNextOne(String signal) throws Exception {
        Process owner = start();
        Path left = Path.of(owner.inputReader(StandardCharsets.UTF_8).readLine());
        assertThat(left).isDirectory();

        kill(signal, owner);
        assertThat(Files.exists(left)).isEqualTo(signal.equals("KILL"));

        try (TemporaryFolder next = TemporaryFolder.create(parent, "run", SELF)) {
            next.sweep();
            assertThat(left).doesNotExist();
            assertThat(next.path()).isDirectory();
        }
    }

    @Test
    void whatHasALivingOwnerOrNoneAtAllStays() throws Exception {
        Process owner = start();
        BufferedReader out = owner.inputReader(StandardCharsets.UTF_8);
        Path used = Path.of(out.readLine());
        Path foreign = Files.createDirectory(parent.resolve("squeezebench-notes"));
        Path link = Files.createSymbolicLink(parent.resolve("squeezebench-link"), used);

        try (TemporaryFolder folder = TemporaryFolder.create(parent, "run", SELF)) {
            folder.sweep();
            assertThat(folder.path()).isDirectory();
        }

        assertThat(used.resolve("file")).exists();
        assertThat(foreign).exists();
        assertThat(link).isSymbolicLink();
        kill("KILL", owner);
    }

    @Test
    void whoseWorkEndsAtTheSameTimeIsWaitedFor() throws Exception {
        Process owner = start("trial-1");
        Path left = Path.of(owner.inputReader(StandardCharsets.UTF_8).readLine());
        owner.toHandle().destroy();
        // It looks whether the inner folder is still in use, and removes both when that is gone.
        Files.delete(left.resolve("trial-1"));
        owner.waitFor();
        assertThat(left).doesNotExist();
    }

    @Test
    void aMissingParentIsAnError() {
        assertThatThrownBy(() -> TemporaryFolder.create(parent.resolve("missing"), "run", SELF))
                .isInstanceOf(NoSuchFileException.class);
    }

    private Process start(String... inside) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FolderOwner.class.getName(),
                parent.toString());
        builder.command().addAll(List.of(inside));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void kill(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        process.waitFor();
    }
}
