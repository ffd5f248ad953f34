package dev.squeezebench.measure.loop;

import dev.squeezebench.records.Witness;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernel of Linux and Android counts of this process: page faults of {@code /proc/self/stat}, which has those of
 * ended threads too; switches of {@code status} and migrations of {@code sched} in {@code /proc/self/task/*}, of the threads
 * that live at the end; huge pages of {@code /proc/self/smaps_rollup} (man page proc(5)).
 */
public final class ProcWitnessProbe implements WitnessProbe {
    private static final String STAT = "/proc/self/stat";
    private static final String ROLLUP = "/proc/self/smaps_rollup";

    /** Places of {@code minflt} and {@code majflt} behind the name's closing parenthesis. */
    private static final int MINOR = 7;

    private static final int MAJOR = 9;
    private static final int BYTES_PER_KIB = 1024;

    /** Of a thread: name of the witness, its file, the word in that. */
    private enum OfThread {
        VOLUNTARY(Witness.VOLUNTARY_SWITCHES, "status", "voluntary_ctxt_switches"),
        INVOLUNTARY(Witness.INVOLUNTARY_SWITCHES, "status", "nonvoluntary_ctxt_switches"),
        MIGRATIONS(Witness.MIGRATIONS, "sched", "se.nr_migrations");

        private final String witness;
        private final String file;
        private final String word;

        OfThread(String witness, String file, String word) {
            this.witness = witness;
            this.file = file;
            this.word = word;
        }

        String source() {
            return "/proc/self/task/*/" + file + ' ' + word;
        }
    }

    private final Path proc;
    private long minorBefore;
    private long majorBefore;
    private Map<String, Long> threadsBefore = Collections.emptyMap();

    /** Of this process. */
    public ProcWitnessProbe() {
        this(Paths.get("/proc/self"));
    }

    ProcWitnessProbe(Path proc) {
        this.proc = proc;
    }

    @Override
    public void start() {
        threadsBefore = ofThreads();
        minorBefore = 0;
        majorBefore = 0;
        try {
            String[] stat = stat();
            minorBefore = Long.parseLong(stat[MINOR]);
            majorBefore = Long.parseLong(stat[MAJOR]);
        } catch (IOException | NumberFormatException e) {
            // The end says so.
        }
    }

    @Override
    public List<Witness> sinceStart() {
        List<Witness> all = new ArrayList<>(faults());
        Map<String, Long> now = ofThreads();
        for (OfThread kind : OfThread.values()) {
            all.add(ofThreads(kind, now));
        }
        all.addAll(hugePages());
        return all;
    }

    private List<Witness> faults() {
        List<Witness> all = new ArrayList<>();
        try {
            String[] stat = stat();
            all.add(Witness.of(
                    Witness.MINOR_FAULTS, Math.max(0, Long.parseLong(stat[MINOR]) - minorBefore), STAT + " minflt"));
            all.add(Witness.of(
                    Witness.MAJOR_FAULTS, Math.max(0, Long.parseLong(stat[MAJOR]) - majorBefore), STAT + " majflt"));
        } catch (IOException | NumberFormatException e) {
            all.clear();
            all.add(Witness.absent(Witness.MINOR_FAULTS, unreadable(STAT)));
            all.add(Witness.absent(Witness.MAJOR_FAULTS, unreadable(STAT)));
        }
        return all;
    }

    /** The fields behind the name, which may have spaces and parentheses in it. */
    private String[] stat() throws IOException {
        String line = new String(Files.readAllBytes(proc.resolve("stat")), StandardCharsets.ISO_8859_1).trim();
        String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", -1);
        if (fields.length <= MAJOR) {
            throw new IOException(STAT + " has too few fields");
        }
        return fields;
    }

    private Witness ofThreads(OfThread kind, Map<String, Long> now) {
        long sum = 0;
        boolean seen = false;
        for (Map.Entry<String, Long> each : now.entrySet()) {
            if (each.getKey().startsWith(kind + " ")) {
                seen = true;
                // A number of a thread that ended may be another thread's by now.
                sum += Math.max(0, each.getValue() - threadsBefore.getOrDefault(each.getKey(), 0L));
            }
        }
        return seen
                ? Witness.of(kind.witness, sum, kind.source())
                : Witness.absent(kind.witness, unreadable(kind.source()));
    }

    /** Counts by kind and thread; what cannot be read is left out, such as of a thread that ends meanwhile. */
    private Map<String, Long> ofThreads() {
        Map<String, Long> counts = new HashMap<>();
        File[] threads = proc.resolve("task").toFile().listFiles();
        for (File thread : threads == null ? new File[0] : threads) {
            for (String file : new String[] {"status", "sched"}) {
                try {
                    for (String line : Files.readAllLines(thread.toPath().resolve(file), StandardCharsets.ISO_8859_1)) {
                        count(thread.getName(), file, line, counts);
                    }
                } catch (IOException | NumberFormatException e) {
                    // Left out.
                }
            }
        }
        return counts;
    }

    private static void count(String thread, String file, String line, Map<String, Long> counts) {
        for (OfThread kind : OfThread.values()) {
            int colon = line.indexOf(':');
            if (kind.file.equals(file)
                    && colon > 0
                    && line.substring(0, colon).trim().equals(kind.word)) {
                counts.put(
                        kind + " " + thread,
                        Long.parseLong(line.substring(colon + 1).trim()));
            }
        }
    }

    private List<Witness> hugePages() {
        List<Witness> all = new ArrayList<>();
        all.add(rollup(Witness.ANONYMOUS_BYTES, "Anonymous"));
        all.add(rollup(Witness.HUGE_PAGE_BYTES, "AnonHugePages"));
        return all;
    }

    private Witness rollup(String name, String word) {
        String source = ROLLUP + ' ' + word;
        try {
            for (String line : Files.readAllLines(proc.resolve("smaps_rollup"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(word + ':')) {
                    String kib = line.substring(word.length() + 1).trim().replaceFirst(" kB$", "");
                    return Witness.of(name, Long.parseLong(kib) * BYTES_PER_KIB, source);
                }
            }
            return Witness.absent(name, source + " is not there");
        } catch (IOException | NumberFormatException e) {
            return Witness.absent(name, unreadable(source));
        }
    }

    private static String unreadable(String source) {
        return source + " cannot be read: this system has none, or keeps it from this process";
    }
}
