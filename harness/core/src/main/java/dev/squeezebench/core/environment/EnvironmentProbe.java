package dev.squeezebench.core.environment;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Vm;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;
import oshi.hardware.ComputerSystem;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.CgroupInfo;
import oshi.software.os.OperatingSystem;

/**
 * Describes the machine by OSHI, and by Linux' own files where OSHI reports nothing. What neither reports is absent: OSHI's
 * {@code unknown}, 0 and -1 end here.
 */
public final class EnvironmentProbe {
    private final SystemFiles files;
    private final HardwareAbstractionLayer hardware;
    private final OperatingSystem system;
    private final Redaction redaction;

    EnvironmentProbe(
            SystemFiles files, HardwareAbstractionLayer hardware, OperatingSystem system, Redaction redaction) {
        this.files = files;
        this.hardware = hardware;
        this.system = system;
        this.redaction = redaction;
    }

    /** Describes the machine that this process runs on. */
    public static EnvironmentProbe ofThisMachine(Redaction redaction) {
        SystemInfo info = new SystemInfo();
        return new EnvironmentProbe(
                SystemFiles.ofThisMachine(), info.getHardware(), info.getOperatingSystem(), redaction);
    }

    /**
     * Reads everything; takes some tenths of a second.
     *
     * @param run id of the run
     * @param at when the record is written
     * @param childFlags arguments of the Java virtual machines that measure
     */
    public Environment describe(String run, Instant at, List<String> childFlags) {
        StateReader reader = new StateReader(files, hardware, LongStream::empty);
        MachineState first = reader.read();
        Environment.Cpu cpu = cpu(first);
        Environment.MainMemory memory = memory();
        Environment.Virtualisation virtualisation = virtualisation(memory.totalBytes());
        Environment.Host host = host();
        Environment.Os os = os();
        MachineState last = reader.read();
        return new Environment(
                run,
                at,
                Device.of(Device.Kind.COMPUTER, host, cpu, os),
                host,
                cpu,
                memory,
                virtualisation,
                os,
                vm(childFlags),
                state(last, last.stealSince(first)));
    }

    private Environment.Host host() {
        ComputerSystem computer = hardware.getComputerSystem();
        return new Environment.Host(
                known(system.getNetworkParams().getHostName()).map(redaction::name),
                known(System.getProperty("user.name", "")).map(redaction::name),
                known(computer.getManufacturer()),
                known(computer.getModel()),
                known(computer.getSerialNumber()).map(redaction::name));
    }

    private Environment.Cpu cpu(MachineState state) {
        CentralProcessor processor = hardware.getProcessor();
        CentralProcessor.ProcessorIdentifier identifier = processor.getProcessorIdentifier();
        OptionalInt physical = positive(processor.getPhysicalProcessorCount());
        int machine = positive(processor.getLogicalProcessorCount())
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
        int logical = ProcessorLimits.read(files, system).count().orElse(machine);
        Optional<Boolean> smt =
                files.number("/sys/devices/system/cpu/smt/active").map(active -> active == 1);
        if (smt.isEmpty() && physical.isPresent()) {
            smt = Optional.of(machine > physical.getAsInt());
        }
        long[] clocks =
                Arrays.stream(processor.getCurrentFreq()).filter(hz -> hz > 0).toArray();
        OptionalLong oshiMax = positive(processor.getMaxFreq());
        return new Environment.Cpu(
                known(identifier.getName()),
                known(identifier.getVendor()),
                CpuFeatures.of(processor.getFeatureFlags()),
                positive(processor.getPhysicalPackageCount()),
                physical,
                logical,
                smt,
                processor.getProcessorCaches().stream()
                        .filter(cache -> cache.getCacheSize() > 0)
                        .map(EnvironmentProbe::cache)
                        .toList(),
                state.clocks().governor(),
                state.clocks().turbo(),
                state.clocks().maxHz().isPresent() ? state.clocks().maxHz() : oshiMax,
                LongSeries.of(clocks));
    }

    private static Environment.Cache cache(ProcessorCache cache) {
        return new Environment.Cache(
                cache.getLevel(), cache.getType().name().toLowerCase(Locale.ROOT), cache.getCacheSize());
    }

    private Environment.MainMemory memory() {
        GlobalMemory memory = hardware.getMemory();
        long swap = memory.getVirtualMemory().getSwapUsed();
        return new Environment.MainMemory(
                positive(memory.getTotal()),
                positive(memory.getAvailable()),
                swap >= 0 ? OptionalLong.of(swap) : OptionalLong.empty());
    }

    private Environment.Virtualisation virtualisation(OptionalLong totalMemory) {
        Optional<String> hypervisor =
                hardware.getVirtualization().flatMap(EnvironmentProbe::known).or(() -> Hypervisor.read(files));
        CgroupInfo group = system.getCgroupInfo();
        double cpus = group.getEffectiveCpus();
        OptionalLong limit = positive(group.getMemoryLimit());
        // Without a limit the kernel shows one that is beyond all memory.
        boolean limits = limit.isPresent() && limit.getAsLong() < totalMemory.orElse(Long.MAX_VALUE);
        return new Environment.Virtualisation(
                hypervisor,
                Container.read(files),
                cpus > 0 ? OptionalDouble.of(cpus) : OptionalDouble.empty(),
                limits ? limit : OptionalLong.empty());
    }

    private Environment.Os os() {
        OperatingSystem.OSVersionInfo version = system.getVersionInfo();
        return new Environment.Os(
                known(system.getFamily()).orElseGet(() -> System.getProperty("os.name", "")),
                known(version.getVersion()),
                known(version.getBuildNumber()),
                System.getProperty("os.arch", ""));
    }

    private Vm vm(List<String> childFlags) {
        return Vm.named(
                System.getProperty("java.vm.name", ""),
                System.getProperty("java.vendor", ""),
                System.getProperty("java.runtime.version", ""),
                childFlags.stream().map(redaction::paths).toList());
    }

    private static Environment.State state(MachineState state, OptionalDouble steal) {
        return new Environment.State(
                state.loadAverage(),
                steal,
                state.temperatureCelsius(),
                state.power().onBattery().map(battery -> battery ? "battery" : "mains"),
                state.power().charge());
    }

    /** OSHI writes "unknown" where it does not know. */
    private static Optional<String> known(@Nullable String text) {
        String bare = text == null ? "" : text.strip();
        return bare.isEmpty() || bare.equalsIgnoreCase("unknown") ? Optional.empty() : Optional.of(bare);
    }

    private static OptionalLong positive(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static OptionalInt positive(int value) {
        return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
    }
}
