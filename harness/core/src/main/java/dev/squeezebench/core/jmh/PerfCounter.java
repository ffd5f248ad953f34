package dev.squeezebench.core.jmh;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A counter of Linux, opened by {@code perf_event_open(2)}: of the thread that opens it and those that are started by it from
 * then on. It counts until the process ends.
 */
final class PerfCounter implements AutoCloseable {
    /**
     * What is counted, by the numbers of {@code linux/perf_event.h}.
     *
     * @param type {@code PERF_TYPE_HARDWARE} (0) or {@code PERF_TYPE_SOFTWARE} (1)
     * @param config which of them
     * @param kernel whether what the kernel does counts as well; a process without privileges may not ask for that
     */
    record Event(int type, long config, boolean kernel) {
        /** Instructions outside of the kernel. */
        static final Event INSTRUCTIONS = new Event(0, 1, false);
    }

    /** {@code PERF_ATTR_SIZE_VER0}: every kernel takes it. */
    private static final int ATTRIBUTE_BYTES = 64;

    private static final int SIZE = 4;
    private static final int CONFIG = 8;
    private static final int READ_FORMAT = 32;
    private static final int FLAGS = 40;

    /** {@code PERF_FORMAT_TOTAL_TIME_ENABLED} and {@code PERF_FORMAT_TOTAL_TIME_RUNNING}. */
    private static final long TIMES = 3;

    private static final long INHERIT = 1 << 1;
    private static final long EXCLUDE_KERNEL = 1 << 5;
    private static final long EXCLUDE_HYPERVISOR = 1 << 6;
    private static final long CLOSE_ON_EXEC = 8;

    private static final int NOT_PERMITTED = 1;
    private static final int NO_SUCH_EVENT = 2;
    private static final int ACCESS_DENIED = 13;
    private static final int NO_DEVICE = 19;
    private static final int NOT_SUPPORTED = 95;
    private static final Path PARANOID = Path.of("/proc/sys/kernel/perf_event_paranoid");

    private final int descriptor;
    private final Memory values = new Memory(3L * Long.BYTES);

    private PerfCounter(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens one.
     *
     * @throws IOException with the reason where it cannot be had
     */
    static PerfCounter open(Event event) throws IOException {
        if (!Platform.isLinux() || Native.LONG_SIZE != Long.BYTES) {
            throw new IOException("perf_event_open is a call of 64-bit Linux");
        }
        Memory attributes = new Memory(ATTRIBUTE_BYTES);
        attributes.clear();
        attributes.setInt(0, event.type());
        attributes.setInt(SIZE, ATTRIBUTE_BYTES);
        attributes.setLong(CONFIG, event.config());
        attributes.setLong(READ_FORMAT, TIMES);
        attributes.setLong(FLAGS, INHERIT | (event.kernel() ? 0 : EXCLUDE_KERNEL | EXCLUDE_HYPERVISOR));
        long opened = LibC.syscall(number(), attributes, 0, -1, -1, CLOSE_ON_EXEC);
        if (opened < 0) {
            throw new IOException(reason(Native.getLastError()));
        }
        return new PerfCounter((int) opened);
    }

    /** The call's number on this processor. */
    private static long number() throws IOException {
        return switch (Platform.ARCH) {
            case "x86-64" -> 298;
            case "aarch64" -> 241;
            default -> throw new IOException("the number of perf_event_open on " + Platform.ARCH + " is not known");
        };
    }

    private static String reason(int error) {
        return switch (error) {
            case NO_SUCH_EVENT, NO_DEVICE, NOT_SUPPORTED ->
                "the kernel has no such counter here, as in most virtual machines (perf_event_open: error " + error
                        + ')';
            case NOT_PERMITTED, ACCESS_DENIED ->
                "perf_event_open is not permitted: perf_event_paranoid is " + paranoid()
                        + ", where 2 or less is needed, and a container's seccomp profile has to permit the call";
            default -> "perf_event_open failed with error " + error;
        };
    }

    private static String paranoid() {
        try {
            return Files.readString(PARANOID).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * The count since it was opened. Where the processor had fewer counters than were wanted of it, it is extrapolated from
     * the part of the time in which it ran.
     *
     * @throws IOException when it cannot be read, or never ran
     */
    long read() throws IOException {
        if (LibC.read(descriptor, values, values.size()) != values.size()) {
            throw new IOException("the counter cannot be read (error " + Native.getLastError() + ')');
        }
        long value = values.getLong(0);
        long enabled = values.getLong(Long.BYTES);
        long running = values.getLong(2L * Long.BYTES);
        if (running == enabled) {
            return value;
        }
        if (running == 0) {
            throw new IOException("the counter never ran: others held those of the processor");
        }
        return Math.round(value * (enabled / (double) running));
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }

    private static final class LibC {
        static {
            Native.register(LibC.class, "c");
        }

        private LibC() {}

        static native long syscall(long number, Pointer attributes, long process, long cpu, long group, long flags);

        static native long read(int descriptor, Pointer buffer, long bytes);

        static native int close(int descriptor);
    }
}
