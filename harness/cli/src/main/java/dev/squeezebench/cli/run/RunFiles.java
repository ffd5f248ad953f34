package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.FileErrors;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.file.DerivedFile;
import dev.squeezebench.records.lock.LockException;
import dev.squeezebench.records.lock.ProcessLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param folder contains them all
 */
public record RunFiles(Path folder) {
    /** Which phones a laboratory has. */
    private static final String LAB = "lab.json";

    private static final String TRY = ".try";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    /** The folder's name where the user gave none; names sort by time, which is in UTC as in the records. */
    public static Path defaultFolder(LocalDateTime time, String run) {
        return Path.of("squeezebench-out", TIME.format(time) + '-' + run);
    }

    /**
     * Refuses, without making anything, a folder that {@link #create} would refuse.
     *
     * @throws UserException when it is not empty, or cannot be made or written to
     */
    public static void check(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                new RunFiles(folder).insistOnNothing();
            }
            Path existing = folder.toAbsolutePath();
            while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            if (!Files.isDirectory(existing)) {
                throw new FileAlreadyExistsException(existing.toString());
            }
            if (!Files.isWritable(existing)) {
                throw new AccessDeniedException(existing.toString());
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private void insistOnNothing() throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent() && !neverBegan()) {
                throw UserException.usage("'" + folder + "' is not empty: name a new folder by --out, or go on"
                        + " with the run in it by --resume");
            }
        }
    }

    /**
     * A folder that can be written to, made where it is missing.
     *
     * @throws UserException when it cannot be made or written to, or is not empty
     */
    static RunFiles create(Path folder) {
        check(folder);
        try {
            Files.createDirectories(folder);
            // On some file systems, and for root, only trying shows whether writing works.
            Files.delete(Files.createTempFile(folder, TRY, ""));
            return new RunFiles(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static UserException unwritable(Path folder, IOException e) {
        return new UserException(
                ExitCode.USAGE,
                "cannot write results to '" + folder + "' (" + FileErrors.reason(e) + "): name another folder by --out",
                e);
    }

    /**
     * Removes the files of a run that measured nothing, and its folder unless there is something else in it.
     *
     * @throws IOException when they cannot be removed
     */
    public void remove() throws IOException {
        for (Path file : List.of(results(), log(), resume().file(), lockFile(), folder.resolve(LAB))) {
            Files.deleteIfExists(file);
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException othersFiles) {
            return;
        }
    }

    /**
     * Whether there is nothing in it but what a run makes before its first line is saved: it was killed there.
     *
     * @throws IOException when it cannot be read
     */
    public boolean neverBegan() throws IOException {
        List<Path> leftovers = List.of(resume().file(), folder.resolve(LAB), folder.resolve(LAB + ".next"));
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> files = inside.toList();
            return files.stream().anyMatch(file -> file.equals(lockFile()) || isTry(file))
                    && files.stream()
                            .allMatch(file -> file.equals(lockFile())
                                    || isTry(file)
                                    || leftovers.contains(file)
                                    || (file.equals(results()) && hasNoLine(file)));
        }
    }

    /** The file by which {@link #create} finds out whether it can write. */
    private static boolean isTry(Path file) {
        return String.valueOf(file.getFileName()).matches(Pattern.quote(TRY) + "[0-9]+")
                && file.toFile().length() == 0;
    }

    /**
     * Removes what a run left in it that was killed before its first line was saved. Whoever calls it has its lock.
     *
     * @throws UserException when there is something else in it
     */
    void clear() throws IOException {
        insistOnNothing();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                if (!file.equals(lockFile())) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean hasNoLine(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n') {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Refuses the folder of a run in which something is not the file or folder that this program writes: a folder from
     * another user may contain a link that leads to a file outside of it, or a pipe that never ends.
     *
     * @throws UserException that names the first such entry
     * @throws IOException when the folder cannot be read
     */
    public void insistOnOwnFiles() throws IOException {
        for (Path file :
                List.of(results(), comparisons(), report(), profiles(), log(), resume().file(), torn(), lockFile())) {
            insist(file, Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "regular file");
            if (hasAnotherName(file)) {
                throw UserException.usage("--resume: '" + file + "' is a hard link: writing to it would change the file"
                        + " of another name; resume a copy of the folder, made by cp -r");
            }
        }
        for (Path inner : List.of(charts(), rawProfiles())) {
            insist(inner, Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS), "folder");
            if (Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> inside = Files.list(inner)) {
                    for (Path file : inside.sorted().toList()) {
                        insist(file, Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "regular file");
                    }
                }
            }
        }
    }

    private static boolean hasAnotherName(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
    }

    private static void insist(Path file, boolean isRight, String what) {
        if (!isRight && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UserException.usage("--resume: '" + file + "' is no " + what
                    + ", and a run's folder has neither links nor special files; remove it or start a new run");
        }
    }

    /**
     * The right to read and write this folder, which one process has at a time: what another one measures meanwhile would be
     * measured twice.
     *
     * @throws LockException when another process has it
     */
    public ProcessLock lock() throws LockException {
        return ProcessLock.take(
                lockFile(),
                MachineLock.self("squeezebench run", Instant.now()),
                "the run in '" + folder + "'",
                "wait for its end");
    }

    /**
     * Writes a derived file in one step: a link of that name is replaced, never followed.
     *
     * @throws IOException when it cannot be written
     */
    public static void replace(Path file, String text) throws IOException {
        DerivedFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a command is at work on it. */
    public boolean isLocked() throws LockException {
        if (!Files.isRegularFile(lockFile())) {
            return false;
        }
        Optional<ProcessLock> free =
                ProcessLock.tryTake(lockFile(), MachineLock.self("squeezebench lab", Instant.now()));
        free.ifPresent(ProcessLock::close);
        return free.isEmpty();
    }

    public Path results() {
        return folder.resolve("results.jsonl");
    }

    private Path torn() {
        return folder.resolve("results.jsonl.torn");
    }

    private Path lockFile() {
        return folder.resolve(".lock");
    }

    public Path comparisons() {
        return folder.resolve("comparisons.jsonl");
    }

    public Path report() {
        return folder.resolve("report.md");
    }

    public Path charts() {
        return folder.resolve("charts");
    }

    /** One record a profiled scenario. */
    public Path profiles() {
        return folder.resolve("profiles.jsonl");
    }

    /** What the runtimes' profilers wrote, compressed. */
    public Path rawProfiles() {
        return folder.resolve("profiles");
    }

    public ResumeFile resume() {
        return new ResumeFile(folder.resolve(ResumeFile.NAME));
    }

    public Path log() {
        return folder.resolve("log.txt");
    }
}
