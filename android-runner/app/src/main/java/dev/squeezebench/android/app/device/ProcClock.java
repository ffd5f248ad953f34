package dev.squeezebench.android.app.device;

import dev.squeezebench.measure.loop.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * {@link System#nanoTime()}, the processor by field 39 of {@code /proc/thread-self/stat} (proc(5)), and CPU time where the
 * platform has it. The file stays open and is read into one buffer, so reading allocates nothing.
 */
public final class ProcClock implements Clock, Closeable {
    /** Fields behind the name, which ends with the last parenthesis and is field 2: the processor is field 39. */
    private static final int SPACES_BEFORE_PROCESSOR = 37;

    private static final int LONGEST_STAT = 1024;

    private final Optional<FileChannel> stat;
    private final Optional<LongSupplier> cpuNs;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_STAT);

    private ProcClock(Optional<FileChannel> stat, Optional<LongSupplier> cpuNs) {
        this.stat = stat;
        this.cpuNs = cpuNs;
    }

    /**
     * A clock for the calling thread, which alone may use it.
     *
     * @param system folder in which {@code proc} is
     * @param cpuNs CPU time of the whole process; absent where the platform has none that is fine enough
     */
    public static ProcClock ofThisThread(Path system, Optional<LongSupplier> cpuNs) {
        return of(system.resolve("proc/thread-self/stat"), cpuNs);
    }

    static ProcClock of(Path stat, Optional<LongSupplier> cpuNs) {
        try {
            ProcClock clock = new ProcClock(Optional.of(FileChannel.open(stat, StandardOpenOption.READ)), cpuNs);
            if (clock.read() >= 0) {
                return clock;
            }
            clock.close();
        } catch (IOException e) {
            // Absent is an answer: a sandbox may hide the file.
            return new ProcClock(Optional.empty(), cpuNs);
        }
        return new ProcClock(Optional.empty(), cpuNs);
    }

    @Override
    public long wallNs() {
        return System.nanoTime();
    }

    @Override
    public boolean hasCpu() {
        return cpuNs.isPresent();
    }

    @Override
    public long cpuNs() {
        return cpuNs.orElseThrow(() -> new UnsupportedOperationException("this platform has no fine clock of CPU time"))
                .getAsLong();
    }

    @Override
    public boolean hasProcessor() {
        return stat.isPresent();
    }

    @Override
    public int processor() {
        try {
            return read();
        } catch (IOException e) {
            throw new IllegalStateException("the kernel told the processor before and fails now", e);
        }
    }

    /** The processor; negative where the file has another form. */
    private int read() throws IOException {
        FileChannel file =
                stat.orElseThrow(() -> new UnsupportedOperationException("the kernel does not tell the processor"));
        // Android 8 has clear() in the superclass alone.
        Buffer whole = buffer;
        whole.clear();
        int length = file.read(buffer, 0);
        int at = length - 1;
        while (at >= 0 && buffer.get(at) != ')') {
            at--;
        }
        for (int spaces = 0; at >= 0 && at < length && spaces < SPACES_BEFORE_PROCESSOR; at++) {
            if (buffer.get(at) == ' ') {
                spaces++;
            }
        }
        int processor = 0;
        int digits = 0;
        for (; at >= 0 && at < length && buffer.get(at) >= '0' && buffer.get(at) <= '9'; at++) {
            processor = 10 * processor + buffer.get(at) - '0';
            digits++;
        }
        return digits == 0 ? -1 : processor;
    }

    @Override
    public void close() throws IOException {
        if (stat.isPresent()) {
            stat.get().close();
        }
    }
}
