package dev.squeezebench.core.environment;

import java.util.OptionalLong;

/** CPU time of a process and of its children that have ended, theirs included, in clock ticks (proc_pid_stat(5)). */
final class ProcessTicks {
    /** Field 14, utime, counted from the state that follows the command's name; stime, cutime and cstime come next. */
    private static final int FIRST = 11;

    private static final int COUNT = 4;

    private ProcessTicks() {}

    /**
     * Adds up user and system time, own and children's.
     *
     * @param stat text of {@code /proc/self/stat}; the command's name in it may contain spaces and parentheses
     * @return empty when it is no such text
     */
    static OptionalLong parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" +", -1);
        if (fields.length < FIRST + COUNT) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (int i = FIRST; i < FIRST + COUNT; i++) {
            if (!fields[i].matches("[0-9]{1,18}")) {
                return OptionalLong.empty();
            }
            sum += Long.parseLong(fields[i]);
        }
        return OptionalLong.of(sum);
    }
}
