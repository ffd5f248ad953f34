package dev.squeezebench.android.app.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The processors of a phone in clusters of equal ones, the slowest first: by the kernel's {@code cpu_capacity}, where it has
 * that of every processor, else by the highest frequency; one cluster where it has neither.
 */
public final class CpuClusters {
    /** Word for no choice of processors. */
    public static final String ANY = "any";

    /** Where the kernel describes processors. */
    static final String FOLDER = "sys/devices/system/cpu";

    private static final int MASK_BITS = 63;

    private final List<Cluster> clusters;

    private CpuClusters(List<Cluster> clusters) {
        this.clusters = Collections.unmodifiableList(clusters);
    }

    /**
     * Processors that are alike.
     *
     * @param cpus their numbers, ascending
     * @param capacity the kernel's, 1024 for the fastest; absent where it has none
     * @param maxKhz highest frequency; absent where the kernel does not tell
     */
    public record Cluster(List<Integer> cpus, OptionalLong capacity, OptionalLong maxKhz) {
        public Cluster {
            cpus = Collections.unmodifiableList(new ArrayList<>(cpus));
        }
    }

    /** Those of this machine. */
    public static CpuClusters ofThisMachine() throws IOException {
        return of(Paths.get("/"));
    }

    /**
     * Those of a system.
     *
     * @param system folder in which {@code sys} is
     */
    public static CpuClusters of(Path system) throws IOException {
        return read(system.resolve(FOLDER));
    }

    /**
     * Reads a folder as the kernel has it.
     *
     * @throws IOException when it has no processor
     */
    static CpuClusters read(Path folder) throws IOException {
        SortedMap<Integer, Path> processors = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "cpu[0-9]*")) {
            for (Path entry : entries) {
                String number = String.valueOf(entry.getFileName()).substring("cpu".length());
                if (number.matches("[0-9]{1,4}")) {
                    processors.put(Integer.parseInt(number), entry);
                }
            }
        }
        if (processors.isEmpty()) {
            throw new IOException(folder + " has no processor");
        }
        SortedMap<Integer, OptionalLong> capacities = new TreeMap<>();
        SortedMap<Integer, OptionalLong> frequencies = new TreeMap<>();
        processors.forEach((cpu, path) -> {
            capacities.put(cpu, number(path.resolve("cpu_capacity")));
            frequencies.put(cpu, number(path.resolve("cpufreq").resolve("cpuinfo_max_freq")));
        });
        Map<Integer, OptionalLong> key = known(capacities) ? capacities : frequencies;
        SortedMap<Long, List<Integer>> groups = new TreeMap<>();
        for (int cpu : processors.keySet()) {
            long speed =
                    known(key) ? key.getOrDefault(cpu, OptionalLong.empty()).orElse(0) : 0;
            groups.computeIfAbsent(speed, any -> new ArrayList<>()).add(cpu);
        }
        List<Cluster> clusters = new ArrayList<>();
        for (List<Integer> cpus : groups.values()) {
            int first = cpus.get(0);
            clusters.add(new Cluster(
                    cpus,
                    capacities.getOrDefault(first, OptionalLong.empty()),
                    frequencies.getOrDefault(first, OptionalLong.empty())));
        }
        return new CpuClusters(clusters);
    }

    private static boolean known(Map<Integer, OptionalLong> values) {
        return values.values().stream().allMatch(OptionalLong::isPresent);
    }

    private static OptionalLong number(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).trim();
            return text.matches("[0-9]{1,12}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The slowest first. */
    public List<Cluster> clusters() {
        return clusters;
    }

    /**
     * The processors of a word.
     *
     * @param word {@code any}, {@code big} (the fastest cluster), {@code little} (the slowest), {@code mid} (those between), or
     *     a mask in hexadecimal digits, such as {@code f0}
     * @return their numbers, ascending; empty for {@code any}
     * @throws IllegalArgumentException when this phone has no such processors
     */
    public List<Integer> choose(String word) {
        return switch (word) {
            case ANY -> Collections.emptyList();
            case "big" -> several(word).get(clusters.size() - 1).cpus();
            case "little" -> several(word).get(0).cpus();
            case "mid" -> between();
            default -> mask(word);
        };
    }

    /**
     * Whether a process left the processors that were chosen for it: those of the word, or of {@code any} one cluster.
     *
     * @param processors that it ran on
     * @return what it did, such as {@code ran on processors 4, 5 and left for 0}; empty where it stayed
     */
    public Optional<String> left(String word, Set<Integer> processors) {
        List<Integer> chosen = choose(word);
        if (!chosen.isEmpty()) {
            Set<Integer> others = new TreeSet<>(processors);
            others.removeAll(chosen);
            return others.isEmpty()
                    ? Optional.empty()
                    : Optional.of("ran on processors " + others + ", and --cores " + word + " is " + chosen);
        }
        List<List<Integer>> used = new ArrayList<>();
        for (Cluster cluster : clusters) {
            if (!Collections.disjoint(cluster.cpus(), processors)) {
                used.add(cluster.cpus());
            }
        }
        return used.size() < 2
                ? Optional.empty()
                : Optional.of("moved between kinds of processors while it measured, " + used
                        + ": choose one by --cores, and keep other apps from running");
    }

    private List<Integer> between() {
        List<Integer> between = new ArrayList<>();
        for (Cluster cluster : clusters.subList(Math.min(1, clusters.size() - 1), clusters.size() - 1)) {
            between.addAll(cluster.cpus());
        }
        if (between.isEmpty()) {
            throw new IllegalArgumentException("--cores mid: this phone has " + clusters.size()
                    + " kinds of processors and none between; choose big, little or any");
        }
        Collections.sort(between);
        return Collections.unmodifiableList(between);
    }

    private List<Cluster> several(String word) {
        if (clusters.size() < 2) {
            throw new IllegalArgumentException(
                    "--cores " + word + ": all processors of this device are alike; choose any or a mask");
        }
        return clusters;
    }

    private List<Integer> mask(String word) {
        if (!word.matches("(0x)?[0-9a-fA-F]{1,15}")) {
            throw new IllegalArgumentException(
                    "--cores " + word + ": give big, mid, little, any, or a mask of hexadecimal digits");
        }
        long mask = Long.parseLong(word.startsWith("0x") ? word.substring(2) : word, 16);
        List<Integer> present = new ArrayList<>();
        clusters.forEach(cluster -> present.addAll(cluster.cpus()));
        List<Integer> chosen = new ArrayList<>();
        for (int cpu = 0; cpu < MASK_BITS; cpu++) {
            if ((mask >> cpu & 1) == 1) {
                chosen.add(cpu);
            }
        }
        if (chosen.isEmpty() || !present.containsAll(chosen)) {
            Collections.sort(present);
            throw new IllegalArgumentException(
                    "--cores " + word + ": it names " + chosen + ", and this device has processors " + present);
        }
        return Collections.unmodifiableList(chosen);
    }
}
