package dev.squeezebench.core.environment;

import java.util.Optional;

/**
 * CPU time of the whole machine since it started, summed over its CPUs, in clock ticks.
 *
 * @param busy running anything, interrupts included
 * @param steal wanted by this virtual machine and given to another
 * @param total all of it: busy, stolen, idle
 */
record CpuTimes(long busy, long steal, long total) {
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;

    /**
     * Reads the first line of {@code /proc/stat} (proc_stat(5)): user, nice, system, idle, iowait, irq, softirq, steal.
     *
     * @return empty when the text does not begin with the machine's sums
     */
    static Optional<CpuTimes> parse(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").trim().split(" +", -1);
        if (fields.length <= STEAL || !fields[0].equals("cpu")) {
            return Optional.empty();
        }
        long total = 0;
        // Guest time, from the ninth number on, is part of user time already.
        for (int i = 1; i <= STEAL; i++) {
            if (!fields[i].matches("[0-9]{1,18}")) {
                return Optional.empty();
            }
            total += Long.parseLong(fields[i]);
        }
        long idle = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IO_WAIT]);
        long steal = Long.parseLong(fields[STEAL]);
        return Optional.of(new CpuTimes(total - idle - steal, steal, total));
    }

    /** What passed since the earlier reading. */
    CpuTimes since(CpuTimes earlier) {
        return new CpuTimes(busy - earlier.busy, steal - earlier.steal, total - earlier.total);
    }
}
