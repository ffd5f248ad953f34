package dev.squeezebench.workloads.store;

import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the cache. It looks at, and deletes, only files with names of the store's own making, so that a folder with
 * other things in it is safe.
 */
public final class CacheInventory {
    private static final List<String> KINDS = List.of("models", "inputs", "references");
    private static final Pattern OURS = Pattern.compile(".+-[0-9a-f]{16}\\.[a-z]+");
    private static final Pattern PACKAGE = Pattern.compile(".+-[0-9a-f]{16}");
    private static final Pattern UNPACKED =
            Pattern.compile("[^.].*\\.(so|dll|dylib)|" + Pattern.quote(LibraryStore.ORIGIN));

    /** Apps for phones, each in a folder, as the packer for phones writes them. */
    private static final String PHONE_APPS = "phone-apps";

    private static final Pattern APP = Pattern.compile("[^.].*-[0-9a-f]{16}");
    private static final Pattern APP_FILE = Pattern.compile("squeezebench\\.apk|squeezebench-shell\\.jar");
    private static final Pattern ABI = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern APP_LIBRARY = Pattern.compile("[^.].*\\.so");
    private static final Pattern LEFTOVER = Pattern.compile("\\.(.+)\\.tmp-[0-9a-f-]{36}");

    private final Path root;
    private final ContentStore files;

    public CacheInventory(Path root) {
        this.root = root;
        this.files = new ContentStore(root);
    }

    /**
     * A folder with files of the store's making.
     *
     * @param kind what they are
     * @param folder where they are
     * @param names what they are called
     */
    private record Place(String kind, Path folder, Pattern names) {}

    private List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        for (String kind : KINDS) {
            places.add(new Place(kind, root.resolve(kind), OURS));
        }
        for (Path folder : matching(root.resolve(LibraryStore.KIND), PACKAGE)) {
            places.add(new Place(LibraryStore.KIND, folder, UNPACKED));
        }
        for (Path app : matching(root.resolve(PHONE_APPS), APP)) {
            places.add(new Place(PHONE_APPS, app, APP_FILE));
            for (Path abi : matching(app.resolve("lib"), ABI)) {
                places.add(new Place(PHONE_APPS, abi, APP_LIBRARY));
            }
        }
        return places;
    }

    /** The files by kind and name. */
    public List<CacheEntry> entries() throws IOException {
        List<CacheEntry> entries = new ArrayList<>();
        for (Place place : places()) {
            for (Path file : matching(place.folder(), place.names())) {
                entries.add(new CacheEntry(
                        root.relativize(file),
                        place.kind(),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
        }
        return entries;
    }

    /** Whether a file still has its recorded SHA-256; reads it whole. */
    public boolean isWhole(CacheEntry entry) throws IOException {
        Checksum checksum = new Checksum(root.resolve(entry.name()));
        return checksum.recorded().equals(Optional.of(checksum.computed(ProgressListener.NONE)));
    }

    /**
     * Deletes files. A file that another process is building is left alone.
     *
     * @return what was deleted
     * @throws CacheUse.InUse when a run uses the cache
     */
    public List<CacheEntry> clean(List<CacheEntry> entries) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        CacheUse alone = CacheUse.alone(root);
        try (alone) {
            return deleted(entries);
        }
    }

    /** Deletes every file, and what killed builders left. */
    public List<CacheEntry> clean() throws IOException {
        List<CacheEntry> deleted = clean(entries());
        if (Files.isDirectory(root)) {
            removeLeftovers();
        }
        return deleted;
    }

    private List<CacheEntry> deleted(List<CacheEntry> entries) throws IOException {
        List<CacheEntry> deleted = new ArrayList<>();
        for (CacheEntry entry : entries) {
            Path file = root.resolve(entry.name());
            if (deleteUnlessInWork(entry.name(), List.of(new Checksum(file).record(), file))) {
                deleted.add(entry);
                removeEmptied(entry.name());
            }
        }
        return deleted;
    }

    private void removeLeftovers() throws IOException {
        for (Place place : places()) {
            for (Path leftover : matching(place.folder(), LEFTOVER)) {
                Matcher name = LEFTOVER.matcher(String.valueOf(leftover.getFileName()));
                if (name.matches() && place.names().matcher(name.group(1)).matches()) {
                    deleteUnlessInWork(Path.of(place.kind(), name.group(1)), List.of(leftover));
                }
            }
            if (place.kind().equals(LibraryStore.KIND)) {
                deleteIfEmpty(place.folder());
            }
        }
        for (Path leftover : matching(root.resolve(PHONE_APPS), LEFTOVER)) {
            Matcher name = LEFTOVER.matcher(String.valueOf(leftover.getFileName()));
            if (name.matches() && APP.matcher(name.group(1)).matches()) {
                deleteUnlessInWork(Path.of(PHONE_APPS, name.group(1)), contents(leftover));
            }
        }
    }

    /** A folder after what is in it. */
    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> walked = Files.walk(folder)) {
            return walked.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** The folders of a file below that of its kind, as far as nothing else is in them. */
    private void removeEmptied(Path name) throws IOException {
        for (int parts = name.getNameCount() - 1; parts > 1; parts--) {
            if (!deleteIfEmpty(root.resolve(name.subpath(0, parts)))) {
                return;
            }
        }
    }

    private static boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException inWork) {
            // Another process unpacks into it, or something in it is not ours.
            return false;
        }
    }

    private boolean deleteUnlessInWork(Path name, List<Path> paths) throws IOException {
        Optional<ProcessLock> taken = ProcessLock.tryTake(files.lockFile(name), ContentStore.builder());
        if (taken.isEmpty()) {
            return false;
        }
        ProcessLock lock = taken.get();
        try (lock) {
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
            return true;
        }
    }

    /** What in a folder is called so, by name; nothing where there is no such folder. */
    private static List<Path> matching(Path folder, Pattern pattern) throws IOException {
        List<Path> matching = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(folder, file -> pattern.matcher(String.valueOf(file.getFileName()))
                            .matches())) {
                files.forEach(matching::add);
            }
        }
        matching.sort(Comparator.comparing(Path::toString));
        return matching;
    }
}
