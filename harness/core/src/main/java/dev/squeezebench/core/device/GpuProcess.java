package dev.squeezebench.core.device;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process that computes on a GPU.
 *
 * @param pid as the driver reports it; in a container it may not be a local pid
 * @param gpu as in {@link GpuSample#gpu}
 * @param memoryBytes that it uses there; absent where the driver does not report it
 */
record GpuProcess(long pid, String gpu, OptionalLong memoryBytes) {
    /** Whether it is this process or one that was started by it, directly or not. */
    boolean isOurs() {
        long own = ProcessHandle.current().pid();
        Optional<ProcessHandle> ancestor = ProcessHandle.of(pid);
        while (ancestor.isPresent() && ancestor.get().pid() != own) {
            ancestor = ancestor.get().parent();
        }
        return ancestor.isPresent();
    }
}
