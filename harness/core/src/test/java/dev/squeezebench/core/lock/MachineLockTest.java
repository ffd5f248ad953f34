package dev.squeezebench.core.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.lock.LockException;
import dev.squeezebench.records.lock.ProcessLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLockTest {
    private final Path file;
    private final MachineLock machine;

    MachineLockTest(@TempDir Path folder) {
        file = folder.resolve("squeezebench.lock");
        machine = new MachineLock(
                file, "this machine", Clock.fixed(Instant.parse("2026-11-26T12:34:56Z"), ZoneOffset.ofHours(1)));
    }

    @Test
    void allUsersMayWriteToItsFile() throws Exception {
        machine.take("squeezebench run").close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-rw-");
        assertThat(file).hasContent(ProcessHandle.current().pid() + " 2026-11-26T12:34:56Z squeezebench run");
    }

    @Test
    void withoutWaitingABusyMachineIsAnErrorThatNamesTheWayOut() throws Exception {
        ProcessLock measuring = machine.take("squeezebench run");
        assertThatThrownBy(() -> machine.take("squeezebench run"))
                .isInstanceOf(LockException.class)
                .hasMessageStartingWith("this machine is in use by ")
                .hasMessageEndingWith(": wait for its end, or leave --no-wait out to wait here");
        measuring.close();
    }

    @Test
    void waitingNamesTheProcessItsCommandAndItsTime() throws Exception {
        ProcessLock measuring = machine.take("squeezebench gate");
        List<String> lines = new ArrayList<>();
        ProcessLock next = machine.await("squeezebench run", line -> {
            lines.add(line);
            measuring.close();
        });
        next.close();
        assertThat(lines)
                .containsExactly(
                        "waiting for process " + ProcessHandle.current().pid() + " (squeezebench run, since 13:34)");
    }
}
