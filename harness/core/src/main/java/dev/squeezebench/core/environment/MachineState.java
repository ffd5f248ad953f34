package dev.squeezebench.core.environment;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the machine was doing at one moment; what is unknown is absent.
 *
 * @param cpu CPU time of the whole machine
 * @param ownTicks CPU time of this command and of all processes that it started, in the ticks of {@code cpu}
 * @param loadAverage runnable tasks, mean over one minute
 * @param temperatureCelsius of the processor
 * @param clockHz clock of the fastest hardware thread at this moment
 * @param clocks what governs the clocks
 * @param power where the power comes from
 * @param memoryPressure share of time in which some task waited for memory
 */
record MachineState(
        Optional<CpuTimes> cpu,
        OptionalLong ownTicks,
        OptionalDouble loadAverage,
        OptionalDouble temperatureCelsius,
        OptionalLong clockHz,
        CpuClocks clocks,
        PowerSupply power,
        OptionalDouble memoryPressure) {

    /** Share of the machine's CPU time since the earlier state that processes other than this run's used. */
    OptionalDouble othersSince(MachineState earlier) {
        if (cpu.isEmpty() || earlier.cpu.isEmpty() || ownTicks.isEmpty() || earlier.ownTicks.isEmpty()) {
            return OptionalDouble.empty();
        }
        CpuTimes passed = cpu.get().since(earlier.cpu.get());
        if (passed.total() <= 0) {
            return OptionalDouble.empty();
        }
        long own = ownTicks.getAsLong() - earlier.ownTicks.getAsLong();
        // The kernel rounds the two differently: a tick more of our own than of all is nothing.
        return OptionalDouble.of(Math.max(0, passed.busy() - own) / (double) passed.total());
    }

    /** Share of the CPU time that this virtual machine wanted since the earlier state and did not get. */
    OptionalDouble stealSince(MachineState earlier) {
        if (cpu.isEmpty() || earlier.cpu.isEmpty()) {
            return OptionalDouble.empty();
        }
        CpuTimes passed = cpu.get().since(earlier.cpu.get());
        long wanted = passed.busy() + passed.steal();
        return wanted > 0 ? OptionalDouble.of(Math.max(0, passed.steal()) / (double) wanted) : OptionalDouble.empty();
    }

    /** Whether the processor slowed itself down for heat since the earlier state. */
    boolean throttledSince(MachineState earlier) {
        OptionalLong now = clocks.throttleEvents();
        OptionalLong then = earlier.clocks.throttleEvents();
        return now.isPresent() && then.isPresent() && now.getAsLong() > then.getAsLong();
    }
}
