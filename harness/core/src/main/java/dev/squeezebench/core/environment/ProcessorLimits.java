package dev.squeezebench.core.environment;

import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/**
 * The part of the machine's processors that this process and its children may use.
 *
 * @param allowed numbers of the logical processors that the kernel may run it on, in a cpuset or under {@code taskset} a
 *     part of all; empty where that is unknown
 * @param quota processors that it may use on average, as a container limits it; absent without a limit
 */
public record ProcessorLimits(List<Integer> allowed, OptionalDouble quota) {
    /** What to do about a quota. */
    static final String QUOTA_REMEDY = "start the container without a CPU quota; pin it (--cpuset-cpus) instead";

    public ProcessorLimits {
        allowed = List.copyOf(allowed);
    }

    /** Those of this process. */
    public static ProcessorLimits ofThisProcess() {
        return read(SystemFiles.ofThisMachine(), new SystemInfo().getOperatingSystem());
    }

    static ProcessorLimits read(SystemFiles files, OperatingSystem system) {
        double quota = system.getCgroupInfo().getEffectiveCpus();
        return new ProcessorLimits(
                files.read("/proc/self/status")
                        .flatMap(ProcessorLimits::allowed)
                        .map(List::copyOf)
                        .orElse(List.of()),
                quota > 0 ? OptionalDouble.of(quota) : OptionalDouble.empty());
    }

    /** The list in {@code /proc/self/status} (proc_pid_status(5)), such as {@code 0-3,8}. */
    static Optional<Collection<Integer>> allowed(String status) {
        Optional<String> list = status.lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(text -> text.matches("[0-9]{1,6}(-[0-9]{1,6})?(,[0-9]{1,6}(-[0-9]{1,6})?)*"))
                .findFirst();
        return list.map(text -> {
            TreeSet<Integer> numbers = new TreeSet<>();
            for (String range : text.split(",", -1)) {
                String[] ends = range.split("-", 2);
                for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                    numbers.add(i);
                }
            }
            return numbers;
        });
    }

    /** How many logical processors it may use; absent where that is unknown. */
    OptionalInt count() {
        return allowed.isEmpty() ? OptionalInt.empty() : OptionalInt.of(allowed.size());
    }

    /**
     * What they mean for a trial.
     *
     * @param threads that compute
     * @param pinned processors that the trial is pinned to; empty where it is not
     */
    List<Warning> warnings(int threads, Collection<Integer> pinned) {
        List<Warning> warnings = new ArrayList<>();
        quota.ifPresent(cpus -> warnings.add(WarningCode.CPU_QUOTA.warning(quotaInWords(cpus), QUOTA_REMEDY)));
        int usable =
                pinned.isEmpty() ? count().orElseGet(() -> Runtime.getRuntime().availableProcessors()) : pinned.size();
        if (threads > usable) {
            warnings.add(WarningCode.OVERSUBSCRIBED.warning(
                    threads + " threads share " + usable + (usable == 1 ? " processor" : " processors"),
                    "ask for " + usable + (usable == 1 ? " thread" : " threads at most") + " (--threads)"
                            + (pinned.isEmpty() ? "" : ", or pin to more processors (--cpus)")));
        }
        return warnings;
    }

    static String quotaInWords(double cpus) {
        return String.format(
                Locale.ROOT, "the container may use %.1f CPUs on average and is stopped when it has used more", cpus);
    }
}
