package dev.squeezebench.core.environment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Linux does with the processor's clocks: {@code /sys/devices/system/cpu} (admin-guide/pm/cpufreq).
 *
 * @param governor of all CPUs, such as {@code performance}; several are joined by a comma
 * @param turbo whether boost clocks are allowed
 * @param maxHz highest clock of the fastest CPU
 * @param capped whether the highest allowed clock of a CPU was lowered
 * @param throttleEvents times that the processor (Intel) slowed itself down for heat since the machine started
 */
record CpuClocks(
        Optional<String> governor,
        Optional<Boolean> turbo,
        OptionalLong maxHz,
        boolean capped,
        OptionalLong throttleEvents) {
    private static final String CPUS = "/sys/devices/system/cpu/";
    private static final long HZ_PER_KHZ = 1000;

    static CpuClocks read(SystemFiles files) {
        List<String> cpus = files.names(CPUS).stream()
                .filter(name -> name.matches("cpu[0-9]+"))
                .toList();
        Set<String> governors = new TreeSet<>();
        OptionalLong fastest = OptionalLong.empty();
        OptionalLong throttled = OptionalLong.empty();
        boolean capped = false;
        for (String cpu : cpus) {
            String frequency = CPUS + cpu + "/cpufreq/";
            files.read(frequency + "scaling_governor").ifPresent(governors::add);
            Optional<Long> possible =
                    files.number(frequency + "cpuinfo_max_freq").filter(khz -> khz > 0);
            Optional<Long> allowed = files.number(frequency + "scaling_max_freq");
            if (possible.isPresent()) {
                fastest = OptionalLong.of(Math.max(fastest.orElse(0), possible.get() * HZ_PER_KHZ));
                capped |= allowed.isPresent() && allowed.get() < possible.get();
            }
            Optional<Long> events = files.number(CPUS + cpu + "/thermal_throttle/core_throttle_count");
            if (events.isPresent()) {
                throttled = OptionalLong.of(throttled.orElse(0) + events.get());
            }
        }
        return new CpuClocks(
                governors.isEmpty() ? Optional.empty() : Optional.of(String.join(",", governors)),
                turbo(files),
                fastest,
                capped,
                throttled);
    }

    private static Optional<Boolean> turbo(SystemFiles files) {
        Optional<Boolean> intel = files.number(CPUS + "intel_pstate/no_turbo").map(off -> off == 0);
        return intel.isPresent() ? intel : files.number(CPUS + "cpufreq/boost").map(on -> on == 1);
    }
}
