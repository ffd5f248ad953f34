package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LivenessTest {
    @Test
    void thisProcessRuns() {
        assertThat(Liveness.isRunning(ProcessHandle.current())).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatEndedAndThatNobodyCollectedDoesNotRun() throws Exception {
        // The shell becomes a program that never asks for its child, which ends as soon as its input does. That is
        // descriptor 3: a shell without job control gives what runs in its background an empty descriptor 0.
        Process parent = new ProcessBuilder(
                        "sh", "-c", "exec 3<&0; sh -c 'read -r gate <&3' & echo $!; exec 0<&- 3<&-; exec sleep 60")
                .start();
        try (BufferedReader output = parent.inputReader(StandardCharsets.US_ASCII)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            // Before it has become that program, the shell may still collect the child.
            while (parent.isAlive() && !isSleep(parent)) {
                Thread.sleep(1);
            }
            parent.getOutputStream().close();
            for (int look = 0; look < 1000 && Liveness.isRunning(child); look++) {
                Thread.sleep(10);
            }

            assertThat(Liveness.isRunning(child)).isFalse();
            assertThat(child.isAlive()).isTrue();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static boolean isSleep(Process process) {
        return process.info()
                .arguments()
                .filter(arguments -> Arrays.equals(arguments, new String[] {"60"}))
                .isPresent();
    }
}
