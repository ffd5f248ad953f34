package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {
    @Test
    void thisProcessRuns() {
        assertThat(Liveness.isRunning(ProcessHandle.current())).isTrue();
    }

    /** Lines of a real kernel, cut; the name of a program may contain anything. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4711 (java) S 4700 4700 4700 0 -1 1077936128 | true
            4711 (java) R 4700 4700 4700 0 -1 1077936128 | true
            4711 (java) Z 4700 4700 4700 0 -1 4227084    | false
            4711 (a) Z (b) S 4700 4700 4700 0 -1 4227084 | true
            4711 (a) S (b) Z 4700 4700 4700 0 -1 4227084 | false
            """)
    void aZombieDoesNotRun(String stat, boolean running, @TempDir Path proc) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Files.createDirectory(proc.resolve(String.valueOf(self.pid())));
        Files.writeString(proc.resolve(self.pid() + "/stat"), stat);

        assertThat(Liveness.isRunning(self, proc)).isEqualTo(running);
    }

    @Test
    void withoutProcWhatJavaSaysCounts(@TempDir Path proc) {
        assertThat(Liveness.isRunning(ProcessHandle.current(), proc)).isTrue();
    }
}
