package dev.squeezebench.records.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessLockTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Holder SELF = new Holder(ProcessHandle.current().pid(), "squeezebench run", NOON);

    private final Path folder;
    private final List<Process> holders = new ArrayList<>();

    ProcessLockTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void endHolders() throws InterruptedException {
        for (Process holder : holders) {
            holder.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSecondProcessIsToldWhoHasTheLockAndWhatToDo() throws Exception {
        long holder = start("squeezebench gate", "held").pid();

        assertThat(ProcessLock.tryTake(file(), SELF)).isEmpty();
        assertThatThrownBy(() -> ProcessLock.take(file(), SELF, "the run in 'x'", "wait for its end"))
                .isInstanceOf(LockException.class)
                .hasMessageMatching("the run in 'x' is in use by process " + holder
                        + " \\(squeezebench gate, since [0-9]{2}:[0-9]{2}\\): wait for its end");
    }

    @Test
    void theLockEndsWithAProcessThatIsKilled() throws Exception {
        start("squeezebench run", "held").destroyForcibly().waitFor();

        ProcessLock lock = ProcessLock.tryTake(file(), SELF).orElseThrow();
        lock.close();
        assertThat(file()).hasContent(SELF.pid() + " 2026-11-26T12:00:00Z squeezebench run");
    }

    @Test
    void aWaitingProcessNamesTheHolderAgainWhenItChanges() throws Exception {
        Process first = start("first", "held");
        Process second = start("second", "waits");
        List<String> waits = new ArrayList<>();

        ProcessLock lock = ProcessLock.await(file(), SELF, holder -> {
            waits.add(holder.orElseThrow().command());
            (waits.size() == 1 ? first : second).destroyForcibly();
        });

        lock.close();
        assertThat(waits).containsExactly("first", "second");
    }

    @Test
    void whoCameFirstIsServedFirst() throws Exception {
        Process first = start("first", "held");
        List<Process> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(start("waiting " + i, "waits"));
        }

        Process holder = first;
        for (int i = 0; i < 4; i++) {
            holder.destroyForcibly().waitFor();
            holder = waiting.get(i);
            assertThat(nextLine(holder, "held")).isEqualTo("held");
            assertThat(ProcessLock.holder(file()).orElseThrow().command()).isEqualTo("waiting " + i);
        }
    }

    @Test
    void nobodyGetsInFrontOfAWaitingProcess() throws Exception {
        Process holder = start("holder", "held");
        Process waiting = start("waiting", "waits");
        // Stopped, it cannot take its turn when that comes.
        signal("STOP", waiting);
        holder.destroyForcibly().waitFor();

        assertThat(ProcessLock.tryTake(file(), SELF)).isEmpty();
        signal("CONT", waiting);
        assertThat(nextLine(waiting, "held")).isEqualTo("held");
    }

    @Test
    void aProcessThatIsKilledWhileWaitingLeavesTheQueue() throws Exception {
        Process holder = start("holder", "held");
        start("waiting", "waits").destroyForcibly().waitFor();
        holder.destroyForcibly().waitFor();

        ProcessLock.tryTake(file(), SELF).orElseThrow().close();
    }

    @Test
    void asLongAsThisProcessHasTheLockItKeepsItFromItsOtherThreadsAndFromOtherProcesses() throws Exception {
        ProcessLock lock = ProcessLock.tryTake(file(), SELF).orElseThrow();
        assertThat(ProcessLock.tryTake(file(), SELF)).isEmpty();
        assertThat(ProcessLock.holder(file())).isEmpty();

        Process other = start("other", "waits");

        lock.close();
        assertThat(nextLine(other, "held")).isEqualTo("held");
    }

    @Test
    void aLockThatWasFreedCanBeTakenAgain() throws Exception {
        ProcessLock.tryTake(file(), SELF).orElseThrow().close();
        ProcessLock.tryTake(file(), SELF).orElseThrow().close();
        assertThat(file()).exists();
    }

    @Test
    void waitingCanBeInterrupted() throws Exception {
        start("holder", "held");
        Thread main = Thread.currentThread();
        assertThatThrownBy(() -> ProcessLock.await(file(), SELF, holder -> main.interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aMissingFolderIsNamedWithWhatToDo() {
        Path file = folder.resolve("missing").resolve("lock");
        assertThatThrownBy(() -> ProcessLock.tryTake(file, SELF))
                .isInstanceOf(LockException.class)
                .hasMessage("cannot lock " + file + " (its folder is missing): make its folder writable");
    }

    @Test
    void whatIsNoFileIsNamedWithItsKindAndLeftAlone() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("link"), victim);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));
        Path inside = Files.createDirectory(folder.resolve("folder"));
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        assertRefused(link, "it is a link");
        assertRefused(dangling, "it is a link");
        assertRefused(inside, "it is a folder");
        assertRefused(fifo, "it is no regular file");
        assertThat(victim).hasContent("precious");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    private static void assertRefused(Path file, String kind) {
        String message = "cannot lock " + file + " (" + kind + "): remove it";
        assertThatThrownBy(() -> ProcessLock.tryTake(file, SELF))
                .isInstanceOf(LockException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> ProcessLock.await(file, SELF, holder -> {})).hasMessage(message);
    }

    @Test
    void whatAnotherUserWroteIntoTheFileReachesNoTerminal() throws Exception {
        Files.writeString(file(), "12 2026-11-26T12:00:00Z \u001b[31mred\nline");
        assertThat(ProcessLock.holder(file()).orElseThrow().command()).isEqualTo("?[31mred?line");
        for (String text : List.of("", "12", "x 2026-11-26T12:00:00Z run", "12 noon run")) {
            Files.writeString(file(), text);
            assertThat(ProcessLock.holder(file())).isEqualTo(Optional.empty());
        }
    }

    private Path file() {
        return folder.resolve("lock");
    }

    /** Starts a process that wants the lock, and waits until it says the word. */
    private Process start(String command, String word) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        file().toString(),
                        command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        holders.add(process);
        assertThat(nextLine(process, word)).isEqualTo(word);
        return process;
    }

    /** The next line, those that say again that it waits left out when the word is another. */
    private static String nextLine(Process process, String word) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = String.valueOf(out.readLine());
        while (line.equals("waits") && !word.equals("waits")) {
            line = String.valueOf(out.readLine());
        }
        return line;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
