package dev.squeezebench.core.environment;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Share of time in which some task waited for memory: {@code /proc/pressure/memory} (accounting/psi). */
final class MemoryPressure {
    private static final Pattern SOME = Pattern.compile("(?m)^some avg10=([0-9]+\\.[0-9]+) ");
    private static final double PERCENT = 100;

    private MemoryPressure() {}

    /** Mean of the last ten seconds, 0 to 1; absent where the kernel does not account for it. */
    static OptionalDouble read(SystemFiles files) {
        Matcher some = SOME.matcher(files.read("/proc/pressure/memory").orElse(""));
        return some.find() ? OptionalDouble.of(Double.parseDouble(some.group(1)) / PERCENT) : OptionalDouble.empty();
    }
}
