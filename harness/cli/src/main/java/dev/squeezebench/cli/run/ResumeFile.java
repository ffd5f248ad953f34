package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.plan.UserFile;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the user's files of an unfinished run are, and the hashes of their contents: {@code resume.json} beside the results, in
 * which paths are hashed. It is there only as long as the run can be taken up again.
 *
 * @param file the JSON file
 */
public record ResumeFile(Path file) {
    static final String NAME = "resume.json";

    /** Writes it; a run that needs no files of the user leaves none. */
    void write(List<UserFile> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        try (OutputStream stream = Files.newOutputStream(file);
                JsonOutput json = JsonOutput.to(stream)) {
            json.document(fields -> fields.objects("files", files, (entry, own) -> entry.text("flag", own.flag())
                    .text("path", own.path().toString())
                    .text("sha256", own.sha256())));
        }
    }

    /**
     * The files as they were when the run began.
     *
     * @throws UserException when it is missing or damaged
     */
    List<UserFile> read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw UserException.usage("--resume: there is no " + NAME + " with the paths of the run's own files in '"
                    + file.resolveSibling("") + "': the run is complete, or its folder was copied without it; start a"
                    + " new run");
        }
        try {
            return JsonFields.parse(Files.readAllBytes(file))
                    .objects(
                            "files",
                            entry -> new UserFile(
                                    entry.text("flag"), Path.of(entry.text("path")), entry.text("sha256")));
        } catch (JsonFormatException | InvalidPathException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    "--resume: " + NAME + " is damaged (" + Printable.text(String.valueOf(e.getMessage()))
                            + "); start a new run",
                    e);
        }
    }

    /** Paths by flag, in order. */
    static Map<String, List<Path>> paths(List<UserFile> files) {
        Map<String, List<Path>> paths = new TreeMap<>();
        for (UserFile own : files) {
            paths.computeIfAbsent(own.flag(), flag -> new ArrayList<>()).add(own.path());
        }
        return paths;
    }

    /**
     * Insists that the contents of the files are the same as before.
     *
     * @throws UserException that names the first which does not
     */
    static void insistOnSame(List<UserFile> then, List<UserFile> now) {
        for (int i = 0; i < then.size(); i++) {
            if (i >= now.size() || !then.get(i).equals(now.get(i))) {
                UserFile changed = then.get(i);
                throw UserException.usage("--resume: " + changed.flag() + ' '
                        + Printable.text(changed.path().toString())
                        + " is not what it was when the run began, and results of both must not be mixed; start a new"
                        + " run");
            }
        }
    }

    /** Removes it: the run is complete. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
