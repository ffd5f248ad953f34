package dev.squeezebench.cli.report;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the result files that a user named: a file, the folder of a run, or a folder of such folders. */
final class ResultFiles {
    private static final String NAME = "results.jsonl";

    private ResultFiles() {}

    /**
     * Every result file under the paths, in order.
     *
     * @throws UserException when a path holds none
     */
    static List<Path> of(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            List<Path> found = of(path);
            if (found.isEmpty()) {
                throw UserException.usage("there is no " + NAME + " in '" + path
                        + "': name a result file, the folder of a run, or a folder of such folders");
            }
            files.addAll(found);
        }
        return files.stream().distinct().toList();
    }

    private static List<Path> of(Path path) {
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
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE, "cannot look into '" + path + "': " + e.getMessage() + "; make it readable", e);
        }
    }
}
