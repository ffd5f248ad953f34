package dev.squeezebench.core.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.PowerSource;

/**
 * Reads the machine's state: from Linux' own files where there are some, else by OSHI. OSHI's zeros and minus ones, which
 * mean "unknown", end here.
 */
final class StateReader {
    private final SystemFiles files;
    private final HardwareAbstractionLayer hardware;
    private final Supplier<LongStream> workers;

    /** @param workers process ids of the living processes that this one started, directly or not */
    StateReader(SystemFiles files, HardwareAbstractionLayer hardware, Supplier<LongStream> workers) {
        this.files = files;
        this.hardware = hardware;
        this.workers = workers;
    }

    static StateReader ofThisMachine(HardwareAbstractionLayer hardware) {
        return new StateReader(SystemFiles.ofThisMachine(), hardware, () -> ProcessHandle.current()
                .descendants()
                .mapToLong(ProcessHandle::pid));
    }

    MachineState read() {
        CentralProcessor processor = hardware.getProcessor();
        Optional<CpuTimes> linux = files.read("/proc/stat").flatMap(CpuTimes::parse);
        return new MachineState(
                linux.isPresent() ? linux : ofOshi(processor.getSystemCpuLoadTicks()),
                ownTicks(),
                notNegative(processor.getSystemLoadAverage(1)[0]),
                positive(hardware.getSensors().getCpuTemperature()),
                Arrays.stream(processor.getCurrentFreq()).filter(hz -> hz > 0).max(),
                CpuClocks.read(files),
                power(),
                MemoryPressure.read(files));
    }

    /**
     * Of this process and all that it started. What has ended is in its parent's figure from the moment on at which the
     * parent noticed; a worker that ends between the two readings of a trial is neither counted twice nor lost.
     */
    private OptionalLong ownTicks() {
        OptionalLong own = ticks("self");
        return own.isEmpty()
                ? own
                : OptionalLong.of(own.getAsLong()
                        + workers.get()
                                .mapToObj(String::valueOf)
                                .mapToLong(pid -> ticks(pid).orElse(0))
                                .sum());
    }

    private OptionalLong ticks(String process) {
        return files.read("/proc/" + process + "/stat").map(ProcessTicks::parse).orElseGet(OptionalLong::empty);
    }

    private static Optional<CpuTimes> ofOshi(long[] ticks) {
        long total = Arrays.stream(ticks).sum();
        long steal = ticks[TickType.STEAL.getIndex()];
        long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
        return total > 0 ? Optional.of(new CpuTimes(total - idle - steal, steal, total)) : Optional.empty();
    }

    private PowerSupply power() {
        if (files.read("/proc/stat").isPresent()) {
            return PowerSupply.read(files);
        }
        List<PowerSource> batteries = hardware.getPowerSources().stream()
                .filter(source -> source.getMaxCapacity() > 0)
                .toList();
        if (batteries.isEmpty()) {
            return new PowerSupply(Optional.empty(), OptionalDouble.empty());
        }
        boolean mains = batteries.stream().anyMatch(PowerSource::isPowerOnLine);
        boolean discharging = batteries.stream().anyMatch(PowerSource::isDischarging);
        double charge = batteries.get(0).getRemainingCapacityPercent();
        return new PowerSupply(
                mains || discharging ? Optional.of(!mains) : Optional.empty(),
                charge > 0 && charge <= 1 ? OptionalDouble.of(charge) : OptionalDouble.empty());
    }

    private static OptionalDouble positive(double value) {
        return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static OptionalDouble notNegative(double value) {
        return value >= 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
