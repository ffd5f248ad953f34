package dev.squeezebench.core.environment;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oshi.SystemInfo;

/** Memory that new processes may take without pushing others out: of the machine, and of the container that limits this. */
public final class AvailableMemory {
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+([0-9]{1,15}) kB$");

    private AvailableMemory() {}

    /** Of this machine, in bytes; absent where it is unknown. */
    public static OptionalLong ofThisMachine() {
        OptionalLong read = read(SystemFiles.ofThisMachine());
        if (read.isPresent()) {
            return read;
        }
        long bytes = new SystemInfo().getHardware().getMemory().getAvailable();
        return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** As Linux reports it; absent where there is no such file. */
    static OptionalLong read(SystemFiles files) {
        Matcher machine = AVAILABLE.matcher(files.read("/proc/meminfo").orElse(""));
        if (!machine.find()) {
            return OptionalLong.empty();
        }
        long bytes = Long.parseLong(machine.group(1)) * 1024;
        // Without a limit the file says "max". A page cache that can be given back counts as used: that errs to the
        // safe side.
        long ofContainer = files.number("/sys/fs/cgroup/memory.max")
                .map(limit ->
                        limit - files.number("/sys/fs/cgroup/memory.current").orElse(0L))
                .orElse(Long.MAX_VALUE);
        return OptionalLong.of(Math.max(0, Math.min(bytes, ofContainer)));
    }
}
