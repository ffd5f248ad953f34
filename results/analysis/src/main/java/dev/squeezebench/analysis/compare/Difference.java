package dev.squeezebench.analysis.compare;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A condition in which two results differ, so that their latencies say nothing about what was changed on purpose.
 *
 * @param what name of the condition
 * @param before in the first result
 * @param after in the second
 */
public record Difference(String what, String before, String after) {
    private static final String UNKNOWN = "unknown";
    /** Kernels keep a little of the memory for themselves, each another bit. */
    private static final double SAME_MEMORY = 0.01;

    /** In words, as in {@code governor performance and powersave}. */
    public String words() {
        return what + ' ' + before + " and " + after;
    }

    /** All of two measurements of one workload. */
    static List<Difference> between(Measured before, Measured after) {
        List<Difference> found = new ArrayList<>();
        add(found, "device", before, after, side -> side.device().map(Measured::named));
        add(found, "launch mode", before, after, side -> side.trial().launch().map(LaunchMode::word));
        add(found, "CPU model", before, after, ofMachine(machine -> machine.cpu()
                .model()));
        add(found, "cores", before, after, ofMachine(machine -> Optional.of(cores(machine))));
        memory(found, bytes(before), bytes(after));
        add(found, "OS", before, after, ofMachine(machine -> Optional.of(system(machine.os()))));
        add(found, "JVM", before, after, side -> vm(side).map(Difference::machine));
        add(found, "governor", before, after, ofMachine(machine -> machine.cpu().governor()));
        add(found, "turbo", before, after, ofMachine(machine -> machine.cpu()
                .turbo()
                .map(String::valueOf)));
        add(found, "container CPU quota", before, after, ofMachine(machine -> Optional.of(quota(machine))));
        add(found, "runtime", before, after, side -> Optional.of(runtime(side)));
        add(found, "acceleration", before, after, side -> Optional.of(acceleration(side)));
        add(found, "model file", before, after, side -> side.trial()
                .modelSha256()
                .map(Difference::shortened));
        add(
                found,
                "seed of weights and inputs",
                before,
                after,
                side -> setting(side, run -> Optional.of(String.valueOf(run.seed()))));
        add(
                found,
                "inputs",
                before,
                after,
                side -> Optional.of(givenInputs(side).orElse("our own")));
        add(found, "padding", before, after, Difference::padding);
        add(
                found,
                "kind of run",
                before,
                after,
                side -> Optional.of(side.section().quick() ? "quick" : "full"));
        return found;
    }

    /**
     * What makes a machine another one, and not another of the same kind: a hosted machine has a new name each time, and rounds
     * of it may be looked at together, as sittings.
     */
    public static List<Difference> ofMachines(Environment before, Environment after) {
        List<Difference> found = new ArrayList<>();
        add(found, "machine", before, after, machine -> machine.host().model());
        add(found, "hypervisor", before, after, machine -> machine.virtualisation()
                .hypervisor());
        add(found, "CPU model", before, after, machine -> machine.cpu().model());
        add(
                found,
                "instruction sets",
                before,
                after,
                machine -> Optional.of(String.join(" ", machine.cpu().features())));
        add(found, "cores", before, after, machine -> Optional.of(cores(machine)));
        add(found, "caches", before, after, machine -> Optional.of(caches(machine)));
        memory(found, bytes(before), bytes(after));
        add(found, "OS", before, after, machine -> Optional.of(system(machine.os())));
        add(found, "JVM", before, after, machine -> Optional.of(machine(machine.vm())));
        add(found, "governor", before, after, machine -> machine.cpu().governor());
        add(found, "turbo", before, after, machine -> machine.cpu().turbo().map(String::valueOf));
        add(found, "container CPU quota", before, after, machine -> Optional.of(quota(machine)));
        return found;
    }

    private static void add(
            List<Difference> found,
            String what,
            Environment before,
            Environment after,
            Function<Environment, Optional<String>> value) {
        add(found, what, value.apply(before), value.apply(after));
    }

    private static void add(
            List<Difference> found,
            String what,
            Measured before,
            Measured after,
            Function<Measured, Optional<String>> value) {
        add(found, what, value.apply(before), value.apply(after));
    }

    private static void add(List<Difference> found, String what, Optional<String> before, Optional<String> after) {
        if (!before.equals(after)) {
            found.add(new Difference(what, before.orElse(UNKNOWN), after.orElse(UNKNOWN)));
        }
    }

    private static boolean areAlike(double one, double other) {
        return Math.abs(one - other) < SAME_MEMORY * other;
    }

    private static void memory(List<Difference> found, OptionalLong first, OptionalLong second) {
        boolean same = first.equals(second)
                || (first.isPresent()
                        && second.isPresent()
                        && areAlike((double) first.getAsLong(), (double) second.getAsLong()));
        if (!same) {
            found.add(new Difference("memory", inWords(first), inWords(second)));
        }
    }

    private static OptionalLong bytes(Measured side) {
        return side.environment().map(Difference::bytes).orElse(OptionalLong.empty());
    }

    private static OptionalLong bytes(Environment machine) {
        return machine.virtualisation().memoryLimitBytes().isPresent()
                ? machine.virtualisation().memoryLimitBytes()
                : machine.memory().totalBytes();
    }

    private static String quota(Environment machine) {
        return machine.virtualisation().cpuQuotaCores().isPresent()
                ? String.valueOf(machine.virtualisation().cpuQuotaCores().getAsDouble())
                : "none";
    }

    private static String caches(Environment machine) {
        return machine.cpu().caches().stream()
                .map(cache -> "L" + cache.level() + ' ' + cache.kind() + ' ' + Quantities.bytes(cache.bytes()))
                .collect(Collectors.joining(", "));
    }

    private static String inWords(OptionalLong bytes) {
        return bytes.isPresent() ? Quantities.bytes(bytes.getAsLong()) : UNKNOWN;
    }

    private static Function<Measured, Optional<String>> ofMachine(Function<Environment, Optional<String>> value) {
        return side -> side.environment().flatMap(value);
    }

    private static String cores(Environment machine) {
        String threads = machine.cpu().logicalCores() + " threads";
        return machine.cpu().physicalCores().isPresent()
                ? machine.cpu().physicalCores().getAsInt() + " cores, " + threads
                : threads;
    }

    private static String system(Environment.Os os) {
        return os.name()
                + os.version().map(version -> " " + version).orElse("")
                + ' '
                + os.architecture()
                + os.kernel().map(kernel -> " (" + kernel + ')').orElse("");
    }

    private static Optional<Vm> vm(Measured side) {
        return side.trial().vm().or(() -> side.environment().map(Environment::vm));
    }

    private static String machine(Vm vm) {
        String flags = vm.flags().stream()
                // Each process has a temporary folder of its own.
                .filter(flag -> !flag.startsWith("-Djava.io.tmpdir"))
                .sorted()
                .collect(Collectors.joining(" "));
        return vm.name().orElse(vm.kind()) + ' ' + vm.version() + (flags.isEmpty() ? "" : " " + flags);
    }

    private static String runtime(Measured side) {
        Trial trial = side.trial();
        return trial.scenario().runner()
                + ' '
                + trial.scenario().runtimeVersion()
                + trial.runtime().build().map(build -> " (" + build + ')').orElse("");
    }

    /** With what stands behind its name: the numbers of half an accelerator are not those of a whole one. */
    private static String acceleration(Measured side) {
        return side.scenario().acceleration() + side.row().summary().mark();
    }

    private static Optional<String> givenInputs(Measured side) {
        return setting(side, run -> Optional.ofNullable(run.settings().get("inputs")));
    }

    /** What the mask hides. Older files do not say it: masks of models of the user were all ones in them, too. */
    private static Optional<String> padding(Measured side) {
        Scenario scenario = side.scenario();
        if (scenario.paddingPercent().isPresent()) {
            return Optional.of(scenario.paddingPercent().getAsInt() + "%");
        }
        if (givenInputs(side).isPresent()) {
            return Optional.of("as in the inputs given");
        }
        return scenario.lowering().equals(Scenario.GIVEN)
                ? Optional.of("0%")
                : Optional.of("of older inputs (an eighth, in a batch up to half)");
    }

    private static Optional<String> setting(Measured side, Function<RunRecord, Optional<String>> value) {
        return side.section().runs().stream().reduce((earlier, later) -> later).flatMap(value);
    }

    private static String shortened(String sha256) {
        return sha256.substring(0, Math.min(8, sha256.length()));
    }
}
