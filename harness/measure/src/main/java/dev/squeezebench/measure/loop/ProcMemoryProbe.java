package dev.squeezebench.measure.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.OptionalLong;

/**
 * The kernel's own counters of a process on Linux and Android: {@code VmRSS} and {@code VmHWM} of {@code
 * /proc/self/status}, the latter reset by writing 5 to {@code /proc/self/clear_refs} (man page proc(5)). The peak thus
 * costs the measured code nothing: the kernel counts it in any case.
 */
public final class ProcMemoryProbe implements MemoryProbe {
    private final Path status;
    private final Path clearRefs;
    private boolean peakWasReset;

    /** The counters of this process. */
    public ProcMemoryProbe() {
        this(Paths.get("/proc/self"));
    }

    ProcMemoryProbe(Path proc) {
        this.status = proc.resolve("status");
        this.clearRefs = proc.resolve("clear_refs");
    }

    /** Whether this platform has such counters. */
    public static boolean available() {
        return Files.isReadable(Paths.get("/proc/self/status"));
    }

    @Override
    public Value resident() {
        return read("VmRSS", "/proc/self/status VmRSS");
    }

    @Override
    public void startPeak() {
        try {
            Files.write(clearRefs, "5".getBytes(StandardCharsets.US_ASCII));
            peakWasReset = true;
        } catch (IOException e) {
            peakWasReset = false;
        }
    }

    @Override
    public void betweenBlocks() {
        // The kernel counts the peak.
    }

    @Override
    public Value peak() {
        String since = peakWasReset ? "since the warm-up" : "since the start: clear_refs is not permitted";
        return read("VmHWM", "/proc/self/status VmHWM " + since);
    }

    private Value read(String field, String source) {
        try {
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(field + ':')) {
                    return new Value(OptionalLong.of(kibibytes(line.substring(field.length() + 1)) * 1024), source);
                }
            }
            return new Value(OptionalLong.empty(), source + " is not there");
        } catch (IOException | NumberFormatException e) {
            return new Value(OptionalLong.empty(), source + " cannot be read");
        }
    }

    /** The kernel writes {@code "   123456 kB"}; its kB are 1024 bytes. */
    private static long kibibytes(String text) {
        return Long.parseLong(text.trim().replaceFirst(" kB$", ""));
    }
}
