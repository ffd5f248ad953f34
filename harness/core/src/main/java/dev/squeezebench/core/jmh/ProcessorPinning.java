package dev.squeezebench.core.jmh;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pins this process to logical processors by {@code sched_setaffinity} (Linux). */
public final class ProcessorPinning {
    /** {@code cpu_set_t} of glibc: 1024 processors. */
    private static final int SET_BYTES = 128;

    private ProcessorPinning() {}

    /**
     * Pins every thread of this process; later ones inherit it from those that start them.
     *
     * @return a warning where it could not be done
     */
    public static Optional<Warning> pin(List<Integer> cpus) {
        if (cpus.isEmpty()) {
            return Optional.empty();
        }
        if (!Platform.isLinux()) {
            return Optional.of(unpinned("this platform has no sched_setaffinity"));
        }
        for (int cpu : cpus) {
            if (cpu < 0 || cpu >= SET_BYTES * Byte.SIZE) {
                return Optional.of(unpinned("there is no processor " + cpu));
            }
        }
        try {
            return pinAll(cpus);
        } catch (IOException | LinkageError e) {
            return Optional.of(unpinned(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<Warning> pinAll(List<Integer> cpus) throws IOException {
        Memory set = new Memory(SET_BYTES);
        set.clear();
        for (int cpu : cpus) {
            int index = cpu / Byte.SIZE;
            set.setByte(index, (byte) (set.getByte(index) | 1 << cpu % Byte.SIZE));
        }
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                int id = Integer.parseInt(thread.getFileName().toString());
                if (LibC.sched_setaffinity(id, SET_BYTES, set) != 0 && Files.exists(thread)) {
                    return Optional.of(unpinned("the kernel refused processors " + cpus));
                }
            }
            return Optional.empty();
        }
    }

    private static Warning unpinned(String why) {
        return WarningCode.UNPINNED.warning(
                "the process was not pinned: " + why, "leave --cpus out, or name processors of this machine");
    }

    private static final class LibC {
        static {
            Native.register(LibC.class, "c");
        }

        private LibC() {}

        static native int sched_setaffinity(int threadId, long setBytes, Pointer set);
    }
}
