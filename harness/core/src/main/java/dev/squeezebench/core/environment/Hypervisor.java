package dev.squeezebench.core.environment;

import java.util.Map;
import java.util.Optional;

/**
 * What a Linux guest knows of its hypervisor without privileges: the flag that every hypervisor sets in CPUID, and the
 * paravirtual clock that names which one it is.
 */
final class Hypervisor {
    /** There is one, and it does not say which. */
    static final String UNNAMED = "unnamed";

    private static final Map<String, String> BY_CLOCK =
            Map.of("kvm-clock", "KVM", "hyperv_clocksource_tsc_page", "Hyper-V", "xen", "Xen");

    private Hypervisor() {}

    static Optional<String> read(SystemFiles files) {
        String clocks = files.read("/sys/devices/system/clocksource/clocksource0/available_clocksource")
                .orElse("");
        for (String clock : clocks.split("\\s+", -1)) {
            if (BY_CLOCK.containsKey(clock)) {
                return Optional.ofNullable(BY_CLOCK.get(clock));
            }
        }
        boolean flagged = files.read("/proc/cpuinfo")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith("flags"))
                .anyMatch(line -> (line + ' ').contains(" hypervisor "));
        return flagged ? Optional.of(UNNAMED) : Optional.empty();
    }
}
