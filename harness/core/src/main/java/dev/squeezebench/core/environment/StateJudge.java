package dev.squeezebench.core.environment;

import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What the machine's state before and after a trial means for the trial. */
final class StateJudge {
    /**
     * Share of the machine's CPU time that others may use. With every CPU of the machine kept busy by others the
     * log-ratios of rounds scattered by 0.06 to 0.11, on the quiet machine by 0.005 (measured while this was built, same
     * binary on both sides): if the scatter grows in proportion, at a share of 1/20 others add as much as there was.
     */
    static final double OTHERS = 0.05;

    /**
     * Share of wanted CPU time that the hypervisor may keep, and share of time in which tasks may wait for memory. Both
     * are lost to the measured process in full; this is the half-width to which speed-ups are measured by default.
     */
    static final double LOST = 0.01;

    private StateJudge() {}

    static List<Warning> warnings(MachineState before, MachineState after) {
        List<Warning> warnings = new ArrayList<>();
        if (above(after.othersSince(before), OTHERS)) {
            warnings.add(WarningCode.CONTENDED.warning(
                    "other processes used " + percent(after.othersSince(before)) + " of the machine's CPU time",
                    "stop other work on this machine and measure again"));
        }
        if (above(after.stealSince(before), LOST)) {
            warnings.add(WarningCode.CONTENDED.warning(
                    "the hypervisor gave " + percent(after.stealSince(before))
                            + " of the CPU time that was wanted to other machines",
                    "measure on a machine or an instance of your own"));
        }
        if (after.throttledSince(before)) {
            warnings.add(WarningCode.THROTTLED.warning(
                    "the processor slowed itself down because of heat", "improve cooling, or pause between trials"));
        }
        if (after.clocks().capped()) {
            warnings.add(WarningCode.FREQUENCY_CAPPED.warning(
                    "the highest allowed clock is below what the processor can do",
                    "if that is not on purpose, set scaling_max_freq back (cpupower frequency-set --max)"));
        }
        if (after.clocks().governor().filter(name -> name.contains("powersave")).isPresent()) {
            warnings.add(WarningCode.POWERSAVE.warning(
                    "the frequency governor is 'powersave'", "sudo cpupower frequency-set --governor performance"));
        }
        if (onBattery(before) || onBattery(after)) {
            warnings.add(WarningCode.ON_BATTERY.warning(
                    "the machine ran on its battery", "connect it to mains and measure again"));
        }
        if (above(after.memoryPressure(), LOST)) {
            warnings.add(WarningCode.MEMORY_PRESSURE.warning(
                    "tasks waited for memory in " + percent(after.memoryPressure()) + " of the time",
                    "free memory: close other programs, or measure a smaller model"));
        }
        return warnings;
    }

    private static boolean onBattery(MachineState state) {
        return state.power().onBattery().orElse(false);
    }

    private static boolean above(OptionalDouble value, double limit) {
        return value.isPresent() && value.getAsDouble() > limit;
    }

    private static String percent(OptionalDouble ratio) {
        return String.format(Locale.ROOT, "%.0f%%", ratio.orElseThrow() * 100);
    }
}
