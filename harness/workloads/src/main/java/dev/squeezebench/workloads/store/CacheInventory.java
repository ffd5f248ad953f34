package dev.squeezebench.workloads.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in the cache. It looks at, and deletes, only files with names of the store's own making, so that a folder
 * which holds other things as well is safe.
 */
public final class CacheInventory {
    private static final List<String> KINDS = List.of("models", "inputs", "references");
    private static final Pattern OURS = Pattern.compile(".+-[0-9a-f]{16}\\.[a-z]+");
    private static final Pattern LEFTOVER = Pattern.compile("\\.(.+-[0-9a-f]{16}\\.[a-z]+)\\.tmp-[0-9a-f-]{36}");

    private final Path root;
    private final ContentStore files;

    public CacheInventory(Path root) {
        this.root = root;
        this.files = new ContentStore(root);
    }

    /** The files by kind and name. */
    public List<CacheEntry> entries() throws IOException {
        List<CacheEntry> entries = new ArrayList<>();
        for (String kind : KINDS) {
            List<CacheEntry> ofKind = new ArrayList<>();
            for (Path file : matching(kind, OURS)) {
                ofKind.add(new CacheEntry(
                        root.relativize(file),
                        kind,
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
            ofKind.sort(Comparator.comparing(entry -> entry.name().toString()));
            entries.addAll(ofKind);
        }
        return entries;
    }

    /** Whether a file still has its recorded SHA-256; reads it whole. */
    public boolean isWhole(CacheEntry entry) throws IOException {
        Checksum checksum = new Checksum(root.resolve(entry.name()));
        return checksum.recorded().equals(Optional.of(checksum.computed()));
    }

    /**
     * Deletes every file, and what killed builders left. A file that somebody is building is left alone.
     *
     * @return what was deleted
     */
    public List<CacheEntry> clean() throws IOException {
        List<CacheEntry> deleted = new ArrayList<>();
        for (CacheEntry entry : entries()) {
            Path file = root.resolve(entry.name());
            if (deleteUnlessInWork(entry.name(), List.of(new Checksum(file).record(), file))) {
                deleted.add(entry);
            }
        }
        for (String kind : KINDS) {
            for (Path leftover : matching(kind, LEFTOVER)) {
                Matcher name = LEFTOVER.matcher(String.valueOf(leftover.getFileName()));
                if (name.matches()) {
                    deleteUnlessInWork(Path.of(kind, name.group(1)), List.of(leftover));
                }
            }
        }
        return deleted;
    }

    private boolean deleteUnlessInWork(Path name, List<Path> paths) throws IOException {
        Optional<BuildLock> lock = BuildLock.tryAcquire(files.lockFile(name));
        if (lock.isEmpty()) {
            return false;
        }
        try {
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
            return true;
        } finally {
            lock.get().close();
        }
    }

    private List<Path> matching(String kind, Pattern pattern) throws IOException {
        List<Path> matching = new ArrayList<>();
        Path folder = root.resolve(kind);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(folder, file -> pattern.matcher(String.valueOf(file.getFileName()))
                            .matches())) {
                files.forEach(matching::add);
            }
        }
        return matching;
    }
}
