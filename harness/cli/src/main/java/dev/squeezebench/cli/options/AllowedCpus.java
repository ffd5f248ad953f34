package dev.squeezebench.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers of the processors that a process may use: taskset and containers give some of the machine's. */
final class AllowedCpus {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String KEY = "Cpus_allowed_list:";

    private AllowedCpus() {}

    /** Those of this process; where the system does not say, from 0 to the number of processors. */
    static List<Integer> ofThisProcess() {
        try {
            return of(Files.readAllLines(STATUS));
        } catch (IOException elsewhereThanLinux) {
            return of(List.of());
        }
    }

    /** From the lines of {@code /proc/PID/status}. */
    static List<Integer> of(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(KEY))
                .findFirst()
                .map(line -> NumberList.all(
                        Arrays.stream(line.substring(KEY.length()).split(","))
                                .map(new NumberList.Converter()::convert)
                                .toList()))
                .orElseGet(() -> IntStream.range(0, Runtime.getRuntime().availableProcessors())
                        .boxed()
                        .toList());
    }

    /** As the system writes them: {@code 0-3,8}. */
    static String text(List<Integer> cpus) {
        StringBuilder text = new StringBuilder();
        int first = 0;
        for (int i = 0; i < cpus.size(); i++) {
            if (i + 1 == cpus.size() || cpus.get(i + 1) != cpus.get(i) + 1) {
                text.append(text.length() == 0 ? "" : ",").append(cpus.get(first));
                text.append(i > first ? "-" + cpus.get(i) : "");
                first = i + 1;
            }
        }
        return text.toString();
    }
}
