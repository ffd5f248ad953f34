package dev.squeezebench.core.jmh;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.squeezebench.measure.loop.Clock;

/**
 * {@link System#nanoTime()} and {@code clock_gettime(CLOCK_PROCESS_CPUTIME_ID)} (POSIX.1-2017), which counts all threads
 * in nanoseconds where Java's own {@code getProcessCpuTime} counts in scheduler ticks.
 */
final class PosixClock implements Clock {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int processCpuTimeId;
    /** {@code struct timespec}: two C longs. */
    private final Memory timespec = new Memory(2L * Long.BYTES);

    private final boolean knowsProcessor;

    private PosixClock(int processCpuTimeId, boolean knowsProcessor) {
        this.processCpuTimeId = processCpuTimeId;
        this.knowsProcessor = knowsProcessor;
    }

    /**
     * The finest clocks of this platform: with CPU time on 64-bit Linux and macOS, without it elsewhere and where JNA's
     * library cannot be loaded.
     */
    static Clock orWallOnly() {
        try {
            // JNA unpacks its library at the first use, which a folder mounted noexec does not let it load.
            if (Native.LONG_SIZE != Long.BYTES || !(Platform.isLinux() || Platform.isMac())) {
                return Clock.wallOnly();
            }
            PosixClock clock = new PosixClock(Platform.isMac() ? 12 : 2, Scheduler.tellsProcessor());
            return LibC.clock_gettime(clock.processCpuTimeId, clock.timespec) == 0 ? clock : Clock.wallOnly();
        } catch (LinkageError e) {
            return Clock.wallOnly();
        }
    }

    @Override
    public long wallNs() {
        return System.nanoTime();
    }

    @Override
    public boolean hasCpu() {
        return true;
    }

    @Override
    public long cpuNs() {
        if (LibC.clock_gettime(processCpuTimeId, timespec) != 0) {
            throw new IllegalStateException("clock_gettime worked before and fails now");
        }
        return timespec.getLong(0) * NANOS_PER_SECOND + timespec.getLong(Long.BYTES);
    }

    @Override
    public boolean hasProcessor() {
        return knowsProcessor;
    }

    @Override
    public int processor() {
        return Scheduler.sched_getcpu();
    }

    /** {@code sched_getcpu(3)} of Linux, answered without a call of the kernel; other systems lack it. */
    private static final class Scheduler {
        static {
            Native.register(Scheduler.class, "c");
        }

        private Scheduler() {}

        static boolean tellsProcessor() {
            try {
                return Platform.isLinux() && sched_getcpu() >= 0;
            } catch (LinkageError e) {
                return false;
            }
        }

        static native int sched_getcpu();
    }

    /** Mapped directly: no proxy, no boxing, no allocation in a call. */
    private static final class LibC {
        static {
            Native.register(LibC.class, "c");
        }

        private LibC() {}

        static native int clock_gettime(int clockId, Pointer timespec);
    }
}
