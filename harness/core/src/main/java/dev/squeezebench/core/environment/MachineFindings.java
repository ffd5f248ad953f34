package dev.squeezebench.core.environment;

import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the machine's description and state mean for measuring. The limits are those by which trials are judged; what is
 * a warning there is a problem here.
 */
final class MachineFindings {
    /**
     * Memory that the larger of the two published models takes: 438 MB of weights in the file, the same in the runtime and
     * once more as packed copies, and the Java virtual machines around them.
     */
    private static final long NEEDED_BYTES = 2L << 30;

    private MachineFindings() {}

    static List<Finding> of(Environment environment, MachineState before, MachineState after) {
        List<Finding> findings = new ArrayList<>();
        for (Warning warning : StateJudge.warnings(before, after)) {
            findings.add(Finding.problem(warning.code(), warning.message(), warning.remedy()));
        }
        governor(after.clocks().governor()).ifPresent(findings::add);
        turbo(after.clocks().turbo()).ifPresent(findings::add);
        load(before, after).ifPresent(findings::add);
        power(after).ifPresent(findings::add);
        memory(environment.memory(), environment.virtualisation()).ifPresent(findings::add);
        inside(environment.virtualisation(), findings);
        if (environment.cpu().smt().orElse(false)) {
            findings.add(Finding.note(
                    "smt",
                    "cores share hardware threads: two busy threads may share one core",
                    "measure one thread a core, or pin (--cpus)"));
        }
        return findings;
    }

    private static Optional<Finding> governor(Optional<String> governor) {
        if (governor.isEmpty()) {
            return Optional.of(Finding.note("governor", "the system does not show what governs the processor's clock"));
        }
        String name = governor.get();
        if (name.equals("performance")) {
            return Optional.of(Finding.ok("governor", "the frequency governor is 'performance'"));
        }
        // 'powersave' is among the warnings already.
        return name.contains("powersave")
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "governor",
                        "the frequency governor is '" + name + "': the clock follows the load",
                        "sudo cpupower frequency-set --governor performance"));
    }

    private static Optional<Finding> turbo(Optional<Boolean> turbo) {
        return turbo.map(on -> on
                ? Finding.note(
                        "turbo",
                        "boost clocks are allowed: the clock depends on temperature and on the other cores",
                        "for the steadiest figures turn boost off (intel_pstate/no_turbo or cpufreq/boost)")
                : Finding.ok("turbo", "boost clocks are off"));
    }

    /** Said only when all is well; contention is among the warnings already. */
    private static Optional<Finding> load(MachineState before, MachineState after) {
        if (after.othersSince(before).isEmpty()
                || after.othersSince(before).getAsDouble() > StateJudge.OTHERS
                || after.stealSince(before).orElse(0) > StateJudge.LOST) {
            return Optional.empty();
        }
        return Optional.of(Finding.ok(
                "load",
                String.format(
                        Locale.ROOT,
                        "other processes use %.0f%% of the machine's CPU time",
                        after.othersSince(before).getAsDouble() * 100)));
    }

    private static Optional<Finding> power(MachineState state) {
        return state.power().onBattery().filter(battery -> !battery).map(mains -> Finding.ok("power", "on mains"));
    }

    /** What is free on the machine, or the container's limit where that is less. */
    static Optional<Finding> memory(Environment.MainMemory memory, Environment.Virtualisation inside) {
        OptionalLong free = memory.availableBytes();
        OptionalLong limit = inside.memoryLimitBytes();
        if (free.isEmpty() && limit.isEmpty()) {
            return Optional.empty();
        }
        long bytes = Math.min(free.orElse(Long.MAX_VALUE), limit.orElse(Long.MAX_VALUE));
        String amount = String.format(
                Locale.ROOT,
                bytes == free.orElse(-1) ? "%.1f GB of memory are free" : "the container may use %.1f GB of memory",
                bytes / 1e9);
        return Optional.of(
                bytes < NEEDED_BYTES
                        ? Finding.problem(
                                "memory",
                                amount + ", and bert-base-uncased needs 2",
                                "close other programs, or measure bert-tiny and squeezebert-tiny")
                        : Finding.ok("memory", amount));
    }

    private static void inside(Environment.Virtualisation inside, List<Finding> findings) {
        inside.hypervisor()
                .ifPresent(name -> findings.add(Finding.note(
                        "virtual_machine",
                        "a virtual machine (" + name
                                + "): other guests of its host slow it down and cannot be seen from here",
                        "publish figures of a machine of your own")));
        if (inside.cpuQuotaCores().isPresent()) {
            findings.add(Finding.problem(
                    "cpu_quota",
                    ProcessorLimits.quotaInWords(inside.cpuQuotaCores().getAsDouble()),
                    ProcessorLimits.QUOTA_REMEDY));
        }
    }
}
