package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a phone's kernel tells in {@code proc} and {@code sys}: as the script has it, never of this machine. */
final class Kernel {
    private static final int PROCESSORS = 8;

    /** A line of {@code /proc/PID/stat} (proc(5)) up to its field 39, the processor. */
    private static final String STAT_BEFORE =
            "4711 (trial) R 1 4711 0 0 -1 4194560 9 0 0 0 1 2 0 0 20 0 14 0 8000 123 456"
                    + " 18446744073709551615 1 1 0 0 0 0 0 4612 1073775868 0 0 0 17 ";

    private static final String STAT_AFTER = " 0 0 0 0 0 1 2 3 4 5 6 7 0\n";

    /** Linux counts processors' time in hundredths of a second. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final Path root;
    private final long bootNs = System.nanoTime();
    private double load = .02;
    private double busyTicks;
    private long countedTicks;

    /** A kernel with eight processors in three clusters, and its app on the fastest. */
    Kernel(Path root) throws IOException {
        this.root = root;
        for (String folder : List.of("proc/self", "proc/thread-self")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (int cpu = 0; cpu < PROCESSORS; cpu++) {
            processor(cpu, cpu < 4 ? 300 : cpu < 7 ? 800 : 1024, cpu < 4 ? 1_800_000 : cpu < 7 ? 2_400_000 : 2_900_000);
        }
        write(
                "proc/meminfo",
                "MemTotal:        7730000 kB\nMemFree:          500000 kB\nMemAvailable:    4200000 kB\n");
        write("proc/self/status", "Cpus_allowed_list:\t0-7\n");
        write("proc/thread-self/stat", STAT_BEFORE + '7' + STAT_AFTER);
        cpuset("/top-app");
        count();
    }

    private void processor(int number, int capacity, int maxKhz) throws IOException {
        Path folder = root.resolve("sys/devices/system/cpu/cpu" + number);
        Files.createDirectories(folder.resolve("cpufreq"));
        Files.writeString(folder.resolve("cpu_capacity"), capacity + "\n");
        for (String file : List.of("cpuinfo_max_freq", "scaling_max_freq", "scaling_cur_freq")) {
            Files.writeString(folder.resolve("cpufreq").resolve(file), maxKhz + "\n");
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(root.resolve(file), text);
    }

    /** The processor that the app's threads run on from now on. */
    void moveTo(int processor) throws IOException {
        // One byte in place: the app keeps the file open.
        try (RandomAccessFile stat =
                new RandomAccessFile(root.resolve("proc/thread-self/stat").toFile(), "rw")) {
            stat.seek(STAT_BEFORE.length());
            stat.write('0' + processor);
        }
    }

    /** The group of processors that the app is in. */
    void cpuset(String name) throws IOException {
        write("proc/self/cpuset", name + '\n');
    }

    /** The highest frequency that any processor may have. */
    void limit(int khz) throws IOException {
        for (int cpu = 0; cpu < PROCESSORS; cpu++) {
            Path folder = root.resolve("sys/devices/system/cpu/cpu" + cpu + "/cpufreq");
            long most = Long.parseLong(
                    Files.readString(folder.resolve("cpuinfo_max_freq")).strip());
            for (String file : List.of("scaling_max_freq", "scaling_cur_freq")) {
                Files.writeString(folder.resolve(file), Math.min(most, khz) + "\n");
            }
        }
    }

    /** The share of the processors' time that other apps take from now on. */
    synchronized void load(double share) throws IOException {
        count();
        load = share;
    }

    /** Goes on with {@code /proc/stat}. */
    synchronized void count() throws IOException {
        long ticks = (System.nanoTime() - bootNs) / NANOS_PER_TICK;
        busyTicks += (ticks - countedTicks) * load;
        countedTicks = ticks;
        StringBuilder text = new StringBuilder();
        for (int cpu = -1; cpu < PROCESSORS; cpu++) {
            int of = cpu < 0 ? PROCESSORS : 1;
            text.append(cpu < 0 ? "cpu " : "cpu" + cpu)
                    .append(' ')
                    .append(Math.round(of * busyTicks))
                    .append(" 0 0 ")
                    .append(Math.round(of * (ticks - busyTicks)))
                    .append(" 0 0 0 0 0 0\n");
        }
        write("proc/stat", text.toString());
    }
}
