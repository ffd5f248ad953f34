package dev.squeezebench.core.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MeasuringLockTest {
    private final Path folder;
    private final List<Process> holders = new ArrayList<>();

    MeasuringLockTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void endHolders() throws InterruptedException {
        for (Process holder : holders) {
            holder.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_second_process_is_told_who_measures() throws Exception {
        Process holder = hold();

        assertThatThrownBy(() -> MeasuringLock.take(file()))
                .isInstanceOfSatisfying(MachineBusyException.class, busy -> assertThat(busy.holder())
                        .hasValue(holder.pid()))
                .hasMessageContaining("process " + holder.pid())
                .hasMessageContaining("--no-wait");
    }

    @Test
    void the_lock_ends_with_a_process_that_is_killed() throws Exception {
        Process holder = hold();
        holder.destroyForcibly().waitFor();

        try (MeasuringLock lock = MeasuringLock.take(file())) {
            assertThat(lock).isNotNull();
            assertThat(Files.readString(file()))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void whoever_waits_says_so_once_and_goes_on_when_the_holder_ends() throws Exception {
        Process holder = hold();
        List<OptionalLong> waits = new ArrayList<>();

        MeasuringLock lock = MeasuringLock.await(file(), pid -> {
            waits.add(pid);
            holder.destroy();
        });

        lock.close();
        assertThat(waits).containsExactly(OptionalLong.of(holder.pid()));
    }

    @Test
    void a_lock_given_back_can_be_taken_again() throws Exception {
        MeasuringLock.take(file()).close();
        MeasuringLock.take(file()).close();
        assertThat(file()).exists();
    }

    @Test
    void a_waiting_run_can_be_interrupted() throws Exception {
        hold();
        Thread main = Thread.currentThread();
        assertThatThrownBy(() -> MeasuringLock.await(file(), pid -> main.interrupt()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_folder_that_is_not_there_is_named_with_what_to_do() {
        Path file = folder.resolve("missing").resolve("lock");
        assertThatThrownBy(() -> MeasuringLock.take(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("make its folder writable");
    }

    @Test
    void a_symbolic_link_in_the_shared_folder_is_not_followed() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(file(), victim);
        assertThatThrownBy(() -> MeasuringLock.take(file())).isInstanceOf(IOException.class);
        assertThat(victim).hasContent("precious");
    }

    private Path file() {
        return folder.resolve("lock");
    }

    private Process hold() throws IOException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        file().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        holders.add(holder);
        BufferedReader out = holder.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("held");
        return holder;
    }
}
