package dev.squeezebench.cli.bundle;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a bundle in the order of their names, each name once. */
final class BundleTree {
    private final SortedMap<String, BundleEntry> entries = new TreeMap<>();
    private final SortedSet<String> folders = new TreeSet<>(Set.of(""));

    /** Adds a file. */
    void add(BundleEntry entry) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
            throw new IllegalArgumentException("two files are called " + entry.name());
        }
        addFolders(entry.name());
    }

    /** Adds a folder with nothing in it. */
    void addFolder(String name) {
        addFolders(name + '/');
    }

    private void addFolders(String name) {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            folders.add(name.substring(0, slash + 1));
        }
    }

    /** Every folder, parents first, each ended by a slash; the first is the bundle's own, an empty name. */
    Collection<String> folders() {
        return Collections.unmodifiableCollection(folders);
    }

    /** The files, sorted. */
    Collection<BundleEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** Bytes of all files. */
    long bytes() throws IOException {
        long bytes = 0;
        for (BundleEntry entry : entries.values()) {
            bytes += entry.content().size();
        }
        return bytes;
    }
}
