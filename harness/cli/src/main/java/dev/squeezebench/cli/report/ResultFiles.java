package dev.squeezebench.cli.report;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the result files that a user named: a file, the folder of a run, or a folder of runs, of which the newest counts.
 *
 * @param files the files, in the order of the paths
 * @param chosen one sentence for each folder of several runs: which run was taken
 */
record ResultFiles(List<Path> files, List<String> chosen) {
    private static final String NAME = "results.jsonl";
    private static final String PROFILES = "profiles.jsonl";
    private static final int LONGEST_LINE = 1 << 16;

    /**
     * One result file for each path.
     *
     * @throws UserException when a path has none
     */
    static ResultFiles of(List<Path> paths) {
        Set<Path> files = new LinkedHashSet<>();
        List<String> chosen = new ArrayList<>();
        for (Path path : paths) {
            List<Path> found = oldestFirst(path);
            if (found.isEmpty()) {
                throw UserException.usage("there is no " + NAME + " in '" + path
                        + "': name a result file, the folder of a run, or a folder of runs");
            }
            Path newest = found.get(found.size() - 1);
            files.add(newest);
            if (found.size() > 1) {
                chosen.add("the newest of " + found.size() + " runs in '" + path + "' is " + newest.getParent()
                        + "; name several folders to pool them");
            }
        }
        return new ResultFiles(List.copyOf(files), List.copyOf(chosen));
    }

    /** Where the time of the same run's scenarios goes; absent where nothing was profiled. */
    static Optional<Path> profilesBeside(Path file) {
        return file.endsWith(NAME)
                ? Optional.of(file.resolveSibling(PROFILES)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    private static List<Path> oldestFirst(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (Files.isRegularFile(path.resolve(NAME))) {
            return List.of(path.resolve(NAME));
        }
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.map(folder -> folder.resolve(NAME))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(ResultFiles::begunAt).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE, "cannot look into '" + path + "': " + e.getMessage() + "; make it readable", e);
        }
    }

    /** When the run began, as its first line says; a file that does not say it is taken for older than all others. */
    private static Instant begunAt(Path file) {
        try (InputStream start = Files.newInputStream(file)) {
            String first = new String(start.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8).split("\n", 2)[0];
            return Instant.parse(
                    JsonFields.parse(first.getBytes(StandardCharsets.UTF_8)).text("at"));
        } catch (IOException | DateTimeException | JsonFormatException e) {
            return Instant.MIN;
        }
    }
}
