package dev.squeezebench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The machine and its state when a run began. What a platform does not report is absent.
 *
 * @param run id of the run it belongs to
 * @param at when it was read
 * @param device what trials name it by
 * @param host which machine
 * @param cpu its processor
 * @param memory its main memory
 * @param virtualisation what it runs inside of
 * @param os its operating system
 * @param vm virtual machine of the measuring processes
 * @param state what it was doing
 */
public record Environment(
        String run,
        Instant at,
        Device device,
        Host host,
        Cpu cpu,
        MainMemory memory,
        Virtualisation virtualisation,
        Os os,
        Vm vm,
        State state)
        implements ResultRecord {

    /**
     * Which machine. Hashed values read {@code sha256:} and eight digits.
     *
     * @param name host name, hashed unless identified
     * @param user user name, hashed unless identified
     * @param manufacturer such as {@code Dell Inc.}
     * @param model such as {@code PowerEdge R650} or {@code Pixel 3}
     * @param serial serial number, hashed unless identified
     */
    public record Host(
            Optional<String> name,
            Optional<String> user,
            Optional<String> manufacturer,
            Optional<String> model,
            Optional<String> serial) {}

    /**
     * Processor.
     *
     * @param model such as {@code AMD EPYC 7763 64-Core Processor}
     * @param vendor such as {@code AuthenticAMD}
     * @param features instruction sets that matter here, such as {@code avx512f}, sorted
     * @param sockets physical packages
     * @param physicalCores cores
     * @param logicalCores hardware threads visible to the process
     * @param smt whether cores share hardware threads
     * @param caches one entry for each level and kind
     * @param governor frequency governor, such as {@code performance}
     * @param turbo whether boost clocks are allowed
     * @param maxFrequencyHz highest clock
     * @param currentFrequenciesHz clock of each hardware thread when read; empty when unknown
     */
    public record Cpu(
            Optional<String> model,
            Optional<String> vendor,
            List<String> features,
            OptionalInt sockets,
            OptionalInt physicalCores,
            int logicalCores,
            Optional<Boolean> smt,
            List<Cache> caches,
            Optional<String> governor,
            Optional<Boolean> turbo,
            OptionalLong maxFrequencyHz,
            LongSeries currentFrequenciesHz) {
        public Cpu {
            List<String> sorted = new ArrayList<>(features);
            Collections.sort(sorted);
            features = Collections.unmodifiableList(sorted);
            caches = Collections.unmodifiableList(new ArrayList<>(caches));
            if (logicalCores < 1) {
                throw new IllegalArgumentException("a processor has at least one hardware thread");
            }
        }
    }

    /**
     * One cache.
     *
     * @param level 1 is nearest to the core
     * @param kind {@code data}, {@code instruction}, {@code unified}
     * @param bytes size of one such cache
     */
    public record Cache(int level, String kind, long bytes) {}

    /**
     * Main memory.
     *
     * @param totalBytes installed, or given to the virtual machine
     * @param availableBytes free for new processes when read
     * @param swapUsedBytes swapped out when read
     */
    public record MainMemory(OptionalLong totalBytes, OptionalLong availableBytes, OptionalLong swapUsedBytes) {}

    /**
     * What the machine runs inside of.
     *
     * @param hypervisor such as {@code KVM}; absent on bare metal and where it does not show
     * @param container such as {@code docker}; absent outside of one
     * @param cpuQuotaCores cores that the container may use on average, such as 1.5
     * @param memoryLimitBytes memory that the container may use
     */
    public record Virtualisation(
            Optional<String> hypervisor,
            Optional<String> container,
            OptionalDouble cpuQuotaCores,
            OptionalLong memoryLimitBytes) {}

    /**
     * Operating system.
     *
     * @param name such as {@code Debian GNU/Linux}
     * @param version such as {@code 12}
     * @param kernel such as {@code 6.1.0-18-amd64}
     * @param architecture such as {@code amd64}
     */
    public record Os(String name, Optional<String> version, Optional<String> kernel, String architecture) {}

    /**
     * What the machine was doing when the run began.
     *
     * @param loadAverage runnable tasks, mean over one minute
     * @param stealRatio share of CPU time that the hypervisor gave to others, 0 to 1
     * @param cpuTemperatureCelsius hottest sensor of the processor
     * @param powerSource {@code mains} or {@code battery}
     * @param batteryRatio charge, 0 to 1
     */
    public record State(
            OptionalDouble loadAverage,
            OptionalDouble stealRatio,
            OptionalDouble cpuTemperatureCelsius,
            Optional<String> powerSource,
            OptionalDouble batteryRatio) {}

    /** The machine in a few words: its model where it has one, and its processor. */
    public String machine() {
        String processor = cpu.model().orElse("unknown processor") + " (" + cpu.logicalCores()
                + (cpu.logicalCores() == 1 ? " CPU)" : " CPUs)");
        return host.model().map(model -> model + ", " + processor).orElse(processor);
    }

    /** One line for tables and charts: machine, operating system, Java. */
    public String caption() {
        StringBuilder text = new StringBuilder(machine()).append(", ");
        text.append(os.name());
        os.version().ifPresent(version -> text.append(' ').append(version));
        text.append(' ').append(os.architecture()).append(", ").append(vm.caption());
        return text.toString();
    }
}
