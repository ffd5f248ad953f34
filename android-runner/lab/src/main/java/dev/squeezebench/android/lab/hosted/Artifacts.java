package dev.squeezebench.android.lab.hosted;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Files that somebody else made, unpacked into a folder of ours. No entry of an archive leaves that folder, whatever it is
 * called; links are neither made nor followed; number, size and nesting are limited by what is really unpacked, not by what an
 * archive says of itself.
 */
final class Artifacts {
    /** Of one import. */
    static final int MOST_FILES = 20_000;

    private static final int MOST_NESTING = 3;
    private static final int LONGEST_NAME = 1024;
    private static final int[] ZIP = {'P', 'K', 3, 4};

    private final Path scratch;
    private final long mostBytes;
    private final Deque<Found> waiting = new ArrayDeque<>();
    private final List<Path> files = new ArrayList<>();
    private int seen;
    private int archives;
    private long unpacked;

    /**
     * @param scratch folder of ours, in which there is nothing else
     * @param mostBytes that may be unpacked
     */
    Artifacts(Path scratch, long mostBytes) {
        this.scratch = scratch;
        this.mostBytes = mostBytes;
    }

    /** A file, and the number of archives that it was in. */
    private record Found(Path file, int nesting) {}

    /**
     * Every file that is no archive, of what was named and of the archives in it.
     *
     * @param given files, archives and folders
     * @throws UnreadableFileException when one is missing, no archive that can be read, or one that no lab makes
     */
    List<Path> unpack(List<Path> given) throws IOException {
        for (Path path : given) {
            add(path);
        }
        while (!waiting.isEmpty()) {
            Found next = waiting.remove();
            if (isZip(next.file())) {
                unpack(next);
            } else {
                files.add(next.file());
            }
        }
        return List.copyOf(files);
    }

    /** The same for an archive that was put together from parts. */
    List<Path> unpack(Path archive) throws IOException {
        files.clear();
        return unpack(List.of(archive));
    }

    private void add(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            count(path);
            waiting.add(new Found(path, 0));
            return;
        }
        if (!Files.isDirectory(path)) {
            throw new UnreadableFileException(
                    path,
                    Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? "it is no regular file" : "there is no such file",
                    "name what the lab brought back: archives, result files, instrumentation's output or their folder");
        }
        try (Stream<Path> inside = Files.walk(path, 32, new FileVisitOption[0])) {
            for (Path file : (Iterable<Path>) inside.sorted()::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    count(file);
                    waiting.add(new Found(file, 0));
                }
            }
        }
    }

    private void count(Path file) throws UnreadableFileException {
        if (++seen > MOST_FILES) {
            throw new UnreadableFileException(
                    file, "there are more than " + MOST_FILES + " files", "name only what this program's runs left");
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(ZIP.length);
            for (int at = 0; at < ZIP.length; at++) {
                if (at >= start.length || start[at] != ZIP[at]) {
                    return false;
                }
            }
            return true;
        }
    }

    private void unpack(Found archive) throws IOException {
        if (archive.nesting() >= MOST_NESTING) {
            throw new UnreadableFileException(
                    archive.file(),
                    "archives lie in archives more than " + MOST_NESTING + " deep",
                    "unpack the outer ones");
        }
        Path folder = Files.createDirectory(scratch.resolve("archive" + ++archives));
        try (ZipFile zip = new ZipFile(archive.file().toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                count(archive.file());
                Path target = target(archive.file(), folder, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    try (InputStream in = zip.getInputStream(entry)) {
                        copy(archive.file(), in, target);
                    }
                    waiting.add(new Found(target, archive.nesting() + 1));
                }
            }
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // Damaged, encrypted, cut, names that are no text, a file and a folder of one name.
            throw new UnreadableFileException(
                    archive.file(),
                    "it cannot be unpacked (" + Printable.text(String.valueOf(e.getMessage())) + ')',
                    "fetch it from the lab again");
        }
    }

    /** Where an entry goes. */
    private static Path target(Path archive, Path folder, String name) throws UnreadableFileException {
        boolean isWrong = name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.startsWith("/")
                || name.contains("\\")
                || name.matches("[A-Za-z]:.*")
                || name.chars().anyMatch(Character::isISOControl);
        for (String part : name.split("/", -1)) {
            isWrong |= part.equals("..") || part.equals(".");
        }
        Path target = isWrong ? folder : folder.resolve(name).normalize();
        if (isWrong || target.equals(folder) || !target.startsWith(folder)) {
            throw new UnreadableFileException(
                    archive,
                    "it has an entry " + Printable.quoted(name) + ", which may lead out of its folder",
                    "no lab makes such an archive: do not trust where it is from");
        }
        return target;
    }

    private void copy(Path archive, InputStream from, Path to) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                unpacked += read;
                if (unpacked > mostBytes) {
                    throw new UnreadableFileException(
                            archive,
                            "more than " + (mostBytes >> 20) + " MiB come out of it",
                            "name only what this program's runs left");
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
