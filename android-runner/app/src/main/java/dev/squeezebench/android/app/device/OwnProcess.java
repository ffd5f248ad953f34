package dev.squeezebench.android.app.device;

import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What {@code /proc/self} tells of this process, and its processors. */
public final class OwnProcess {
    private static final long LIMIT_SECONDS = 10;

    private final Path proc;

    private OwnProcess(Path proc) {
        this.proc = proc;
    }

    /**
     * This process.
     *
     * @param system folder in which {@code proc} is
     */
    public static OwnProcess in(Path system) {
        return of(system.resolve("proc/self"));
    }

    static OwnProcess of(Path proc) {
        return new OwnProcess(proc);
    }

    /** Name of the group of processors that Android lets it have now; absent where the system has no such groups. */
    public Optional<String> cpuset() {
        return text("cpuset").map(String::trim).filter(name -> !name.isEmpty());
    }

    /** Proportional and private memory, where the kernel sums them up (4.14 and later). */
    public List<Reading> memory(String moment) {
        List<Reading> readings = new ArrayList<>();
        for (String line : text("smaps_rollup").orElse("").split("\n", -1)) {
            String[] words = line.split("[: ]+", -1);
            if (words.length == 3 && words[0].equals("Pss") && words[1].matches("[0-9]{1,15}")) {
                readings.add(new Reading(
                        "pss", 1024.0 * Long.parseLong(words[1]), "bytes", "/proc/self/smaps_rollup Pss", moment));
            }
        }
        return readings;
    }

    /**
     * Pins every thread by the system's {@code taskset}, since Android gives Java no call for it; later threads inherit it.
     *
     * @return a warning where it could not be done
     */
    public Optional<Warning> pin(List<Integer> cpus) {
        if (cpus.isEmpty()) {
            return Optional.empty();
        }
        long mask = 0;
        for (int cpu : cpus) {
            mask |= 1L << cpu;
        }
        try {
            String pid = String.valueOf(proc.toRealPath().getFileName());
            Process taskset = new ProcessBuilder("taskset", "-ap", Long.toHexString(mask), pid)
                    .redirectErrorStream(true)
                    .start();
            taskset.getOutputStream().close();
            // A few lines a thread: they fit into the pipe.
            if (!taskset.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                taskset.destroyForcibly();
                return Optional.of(unpinned("taskset did not end"));
            }
            List<Integer> allowed = allowed();
            return allowed.equals(cpus)
                    ? Optional.empty()
                    : Optional.of(unpinned("the system lets it have processors " + allowed + " and not " + cpus));
        } catch (IOException e) {
            return Optional.of(unpinned(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(unpinned("it was interrupted"));
        }
    }

    /** The processors that the kernel lets it run on; empty where it does not tell. */
    List<Integer> allowed() {
        for (String line : text("status").orElse("").split("\n", -1)) {
            if (line.startsWith("Cpus_allowed_list:")) {
                return list(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        return Collections.emptyList();
    }

    /** The numbers of the kernel's form, such as {@code 0-3,7}. */
    private static List<Integer> list(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
                numbers.add(number);
            }
        }
        return Collections.unmodifiableList(numbers);
    }

    private Optional<String> text(String file) {
        try {
            return Optional.of(new String(Files.readAllBytes(proc.resolve(file)), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Warning unpinned(String why) {
        return WarningCode.UNPINNED.warning(
                "the process was not pinned: " + why,
                "use --cores any, or processors that this phone lets an app have");
    }
}
