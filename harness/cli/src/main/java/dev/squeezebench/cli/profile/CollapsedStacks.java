package dev.squeezebench.cli.profile;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.FlameGraph;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks as tools for flame graphs exchange them: a line for each, its frames from the outermost to the innermost joined by
 * {@code ;}, a space, and its weight.
 *
 * @param total weight of all
 * @param top the innermost frames with most weight, at most 5
 */
record CollapsedStacks(long total, List<FlameGraph.Frame> top) {
    private static final int SHOWN = 5;
    private static final String OWN = "alloc_hook";

    CollapsedStacks {
        top = List.copyOf(top);
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableFileException when a line is of another form
     */
    static CollapsedStacks read(Path file) throws IOException {
        Map<String, Long> weights = new HashMap<>();
        long total = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.lastIndexOf(' ');
                if (space < 1 || !line.substring(space + 1).matches("[0-9]{1,18}")) {
                    throw new UnreadableFileException(file, "no collapsed stacks", "draw it again");
                }
                long weight = Long.parseLong(line.substring(space + 1));
                weights.merge(innermost(line.substring(0, space).split(";")), weight, Long::sum);
                total += weight;
            }
        }
        return new CollapsedStacks(
                total,
                weights.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(SHOWN)
                        .map(frame -> new FlameGraph.Frame(frame.getKey(), frame.getValue()))
                        .toList());
    }

    /** The profiler's own, by which it sees allocations, is none. */
    private static String innermost(String... frames) {
        String last = frames[frames.length - 1];
        return frames.length > 1 && last.endsWith(OWN) ? frames[frames.length - 2] : last;
    }
}
