package dev.squeezebench.core.environment;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.ReadingList;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import oshi.SystemInfo;

/**
 * Reads this machine's state before and after each trial, and judges it. Nothing is read while the trial runs: an
 * observer on the same processor would be one of the disturbances it looks for.
 */
public final class MachineObserver implements TrialObserver {
    private static final String SOURCE = "machine";

    private final Supplier<MachineState> state;
    private final ProcessorLimits limits;
    private final List<Integer> pinned;

    MachineObserver(Supplier<MachineState> state, ProcessorLimits limits, List<Integer> pinned) {
        this.state = state;
        this.limits = limits;
        this.pinned = List.copyOf(pinned);
    }

    /**
     * Observes the machine that this process runs on.
     *
     * @param pinned processors that the trials are pinned to; empty where they are not
     */
    public static MachineObserver ofThisMachine(List<Integer> pinned) {
        StateReader reader = StateReader.ofThisMachine(new SystemInfo().getHardware());
        return new MachineObserver(reader::read, ProcessorLimits.ofThisProcess(), pinned);
    }

    @Override
    public Watch before(PlannedScenario planned) {
        MachineState before = state.get();
        return samples -> {
            MachineState after = state.get();
            List<Warning> warnings = new ArrayList<>(StateJudge.warnings(before, after));
            warnings.addAll(limits.warnings(planned.scenario().threads(), pinned));
            return new Observed(readings(before, after), warnings);
        };
    }

    private static List<Reading> readings(MachineState before, MachineState after) {
        ReadingList readings = new ReadingList(SOURCE);
        moment(before, ReadingList.BEFORE, readings);
        readings.add("cpu_of_others", after.othersSince(before), "ratio", ReadingList.DURING);
        readings.add("cpu_stolen", after.stealSince(before), "ratio", ReadingList.DURING);
        moment(after, ReadingList.AFTER, readings);
        return readings.all();
    }

    private static void moment(MachineState state, String moment, ReadingList readings) {
        readings.add("load_average", state.loadAverage(), "tasks", moment);
        readings.add("cpu_temperature", state.temperatureCelsius(), "celsius", moment);
        readings.add("cpu_frequency", state.clockHz(), "hertz", moment);
        readings.add("memory_pressure", state.memoryPressure(), "ratio", moment);
    }
}
