package dev.squeezebench.android.app.device;

import dev.squeezebench.records.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Frequencies and free memory as the kernel tells them; what it does not tell is left out. */
public final class KernelReadings {
    private static final String DURING = "during";
    private static final double HERTZ_PER_KILOHERTZ = 1000;

    private final Path cpus;
    private final Path meminfo;
    private final List<Integer> numbers = new ArrayList<>();

    /**
     * Of the processors of a system.
     *
     * @param system folder in which {@code proc} and {@code sys} are
     */
    public KernelReadings(CpuClusters clusters, Path system) {
        this(clusters, system.resolve(CpuClusters.FOLDER), system.resolve("proc/meminfo"));
    }

    KernelReadings(CpuClusters clusters, Path cpus, Path meminfo) {
        this.cpus = cpus;
        this.meminfo = meminfo;
        clusters.clusters().forEach(cluster -> numbers.addAll(cluster.cpus()));
    }

    /** Frequency now and highest allowed frequency of each processor, and available memory. */
    public List<Reading> now() {
        List<Reading> readings = new ArrayList<>();
        for (int cpu : numbers) {
            frequency(readings, cpu, "frequency", "scaling_cur_freq");
            frequency(readings, cpu, "frequency_limit", "scaling_max_freq");
        }
        OptionalLong available = availableBytes();
        if (available.isPresent()) {
            readings.add(new Reading(
                    "memory_available", available.getAsLong(), "bytes", "/proc/meminfo MemAvailable", DURING));
        }
        return readings;
    }

    private void frequency(List<Reading> readings, int cpu, String name, String file) {
        try {
            String text = new String(
                            Files.readAllBytes(
                                    cpus.resolve("cpu" + cpu).resolve("cpufreq").resolve(file)),
                            StandardCharsets.US_ASCII)
                    .trim();
            readings.add(new Reading(
                    "cpu" + cpu + "_" + name, HERTZ_PER_KILOHERTZ * Long.parseLong(text), "hertz", file, DURING));
        } catch (IOException | NumberFormatException e) {
            // The kernel does not tell, or the processor is off: no reading.
            return;
        }
    }

    /** Memory that new processes can have without others being ended; absent where the kernel does not tell. */
    public OptionalLong availableBytes() {
        try {
            for (String line : Files.readAllLines(meminfo, StandardCharsets.US_ASCII)) {
                if (line.matches("MemAvailable: +[0-9]{1,15} kB")) {
                    return OptionalLong.of(1024 * Long.parseLong(line.replaceAll("[^0-9]", "")));
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
