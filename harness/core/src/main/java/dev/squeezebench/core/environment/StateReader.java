package dev.squeezebench.core.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.PowerSource;

/**
 * Reads the machine's state: from Linux' own files where there are some, else by OSHI. OSHI's zeros and minus ones, which
 * stand for "unknown", end here.
 */
final class StateReader {
    private final SystemFiles files;
    private final HardwareAbstractionLayer hardware;

    StateReader(SystemFiles files, HardwareAbstractionLayer hardware) {
        this.files = files;
        this.hardware = hardware;
    }

    MachineState read() {
        CentralProcessor processor = hardware.getProcessor();
        Optional<CpuTimes> linux = files.read("/proc/stat").flatMap(CpuTimes::parse);
        return new MachineState(
                linux.isPresent() ? linux : ofOshi(processor.getSystemCpuLoadTicks()),
                files.read("/proc/self/stat").map(ProcessTicks::parse).orElseGet(OptionalLong::empty),
                notNegative(processor.getSystemLoadAverage(1)[0]),
                positive(hardware.getSensors().getCpuTemperature()),
                Arrays.stream(processor.getCurrentFreq()).filter(hz -> hz > 0).max(),
                CpuClocks.read(files),
                power(),
                MemoryPressure.read(files));
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
