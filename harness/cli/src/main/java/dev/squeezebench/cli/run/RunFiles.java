package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param folder holds them all
 */
record RunFiles(Path folder) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    /** The folder's name where the user gave none. */
    static Path defaultFolder(LocalDateTime time, String run) {
        return Path.of("squeezebench-out", TIME.format(time) + '-' + run);
    }

    /**
     * A folder that can be written to, made where it is missing.
     *
     * @throws UserException when it cannot be made or written to, or is not empty
     */
    static RunFiles create(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw UserException.usage("'" + folder + "' is not empty: name a new folder by --out, or go on with"
                            + " the run in it by --resume");
                }
            }
            // Some file systems and root's powers only tell when tried.
            Files.delete(Files.createTempFile(folder, ".try", ""));
            return new RunFiles(folder);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    "cannot write results to '" + folder + "' (" + cause(e) + "): name another folder by --out",
                    e);
        }
    }

    private static String cause(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (e instanceof NoSuchFileException) {
            return "it cannot be made there";
        }
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }

    Path results() {
        return folder.resolve("results.jsonl");
    }

    Path comparisons() {
        return folder.resolve("comparisons.jsonl");
    }

    Path report() {
        return folder.resolve("report.md");
    }

    Path charts() {
        return folder.resolve("charts");
    }

    ResumeFile resume() {
        return new ResumeFile(folder.resolve(ResumeFile.NAME));
    }

    Path log() {
        return folder.resolve("log.txt");
    }
}
