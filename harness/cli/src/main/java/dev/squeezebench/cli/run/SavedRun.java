package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.UserFile;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.file.ResultFileException;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.file.TornTail;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/**
 * An interrupted run, ready to go on.
 *
 * @param files of the run
 * @param record its first line
 * @param results what it saved
 * @param ownFiles the user's files as they were when it began
 * @param library native library that the command line names
 * @param lock of its folder; absent where nothing will be measured
 */
public record SavedRun(
        RunFiles files,
        RunRecord record,
        Results results,
        List<UserFile> ownFiles,
        Optional<Path> library,
        Optional<ProcessLock> lock)
        implements AutoCloseable {
    private static final String LIBRARY_WORD = "native_library";

    public SavedRun {
        ownFiles = List.copyOf(ownFiles);
    }

    /**
     * Reads a run's folder, once no other process writes to it. Nothing in it is changed.
     *
     * @param library what the command line names as native library; a file of the folder never decides what is loaded
     * @param willMeasure whether it goes on, and is not only planned
     * @throws UserException when there is no run in the folder that could go on
     */
    public static SavedRun open(Path folder, Optional<Path> library, boolean willMeasure) throws IOException {
        RunFiles files = new RunFiles(folder);
        files.insistOnOwnFiles();
        if (!Files.isRegularFile(files.results())) {
            throw UserException.usage("--resume " + folder
                    + ": there is no results.jsonl in it; name the folder that the interrupted run printed");
        }
        Optional<ProcessLock> lock = willMeasure ? Optional.of(files.lock()) : Optional.empty();
        Results results = read(files.results());
        RunRecord record = results.runs().stream()
                .findFirst()
                .orElseThrow(() -> UserException.usage(
                        "--resume " + folder + ": its results.jsonl lacks the run's line; start a new run"));
        if (!Settings.selectSomething(record.settings())) {
            throw UserException.usage("--resume " + folder
                    + ": the run's line in its results.jsonl lacks the settings that say what was measured; start a new"
                    + " run");
        }
        SavedRun saved = new SavedRun(
                files,
                record,
                results,
                Settings.nameFiles(record.settings()) ? files.resume().read() : List.of(),
                library,
                lock);
        saved.checkLibrary();
        saved.settings().check();
        return saved;
    }

    /**
     * Moves a torn last line aside, so that the results can be appended to.
     *
     * @return where it is now; empty where there was none
     */
    public Optional<Path> repaired() throws IOException {
        return TornTail.moveAside(files.results());
    }

    /** Lets others read and write the folder. */
    @Override
    public void close() {
        lock.ifPresent(ProcessLock::close);
    }

    /** In the words of {@code report}, which refuses the same files. */
    private static Results read(Path file) throws IOException {
        try {
            return ResultReader.read(file);
        } catch (ResultFileException e) {
            throw new UserException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private void checkLibrary() {
        boolean had = record.settings().containsKey(LIBRARY_WORD);
        if (had && library.isEmpty()) {
            throw UserException.usage("--resume " + files.folder()
                    + ": the run used another native library, and a file never decides what code is loaded; name it"
                    + " again: --resume " + files.folder() + ' ' + NativeLibraryOption.FLAG + " FILE");
        }
        if (!had && library.isPresent()) {
            throw UserException.usage(NativeLibraryOption.FLAG + " and --resume: the run in '" + files.folder()
                    + "' used the packed library; leave " + NativeLibraryOption.FLAG + " out, or start a new run");
        }
    }

    /** The settings in force: the native library as the command line names it, everything else as it was. */
    public Settings settings() {
        return Settings.ofWords(record.settings(), paths());
    }

    /** The same as flags that were said. */
    CommandSpec said() {
        return Settings.saidBy(record.settings(), paths());
    }

    private Map<String, List<Path>> paths() {
        Map<String, List<Path>> paths = new TreeMap<>(ResumeFile.paths(ownFiles));
        paths.remove(NativeLibraryOption.FLAG);
        library.ifPresent(named -> paths.put(NativeLibraryOption.FLAG, List.of(named)));
        return paths;
    }

    /**
     * Insists that the files still contain what they contained; of the native library that its hash is the one of the run's
     * line.
     *
     * @throws UserException that names the first which does not
     */
    void insistOnSame(List<UserFile> now) {
        ResumeFile.insistOnSame(withoutLibrary(ownFiles), withoutLibrary(now));
        String then = record.settings().getOrDefault(Settings.LIBRARY_HASH, "unknown");
        for (UserFile file : now) {
            if (file.flag().equals(NativeLibraryOption.FLAG) && !file.sha256().equals(then)) {
                throw UserException.usage("--resume: " + file.flag() + ' '
                        + Printable.text(file.path().toString())
                        + " is not the library that the run began with, and results of both must not be mixed; start a"
                        + " new run");
            }
        }
    }

    private static List<UserFile> withoutLibrary(List<UserFile> files) {
        return files.stream()
                .filter(file -> !file.flag().equals(NativeLibraryOption.FLAG))
                .toList();
    }
}
