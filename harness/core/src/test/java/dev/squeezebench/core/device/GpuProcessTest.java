package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes are a shell's")
class GpuProcessTest {
    @Test
    void whatThisProcessStartedIsOursAtAnyDepthAndItsParentIsNot() throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait").start();
        try (BufferedReader output = child.inputReader()) {
            long grandchild = Long.parseLong(output.readLine());
            assertThat(of(ProcessHandle.current().pid()).isOurs()).isTrue();
            assertThat(of(child.pid()).isOurs()).isTrue();
            assertThat(of(grandchild).isOurs()).isTrue();
            assertThat(of(ProcessHandle.current().parent().orElseThrow().pid()).isOurs())
                    .isFalse();
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }

    private static GpuProcess of(long pid) {
        return new GpuProcess(pid, "GPU-5a4d", OptionalLong.empty());
    }
}
