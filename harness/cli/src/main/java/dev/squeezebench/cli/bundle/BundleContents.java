package dev.squeezebench.cli.bundle;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.records.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a bundle, each path once.
 *
 * @param entries by path, the manifest among them
 * @param parts what the entries belong to, with versions
 * @param manifest what the bundle says about itself
 */
record BundleContents(SortedMap<String, Entry> entries, List<Part> parts, BundleManifest manifest) {
    /** Folders for what runs leave. */
    private static final List<String> EMPTY_FOLDERS = List.of("cache/", "tmp/");

    BundleContents {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        parts = List.copyOf(parts);
    }

    /**
     * The files of all parts, each hashed, with their manifest.
     *
     * @param parts with their versions
     * @param flags the plan, as arguments of {@code run}
     * @param files the user's files among the parts
     * @throws IOException when a file cannot be read
     */
    static BundleContents of(List<Part> parts, List<String> flags, List<BundleManifest.PackedFile> files)
            throws IOException {
        Map<String, String> versions = new TreeMap<>();
        SortedMap<String, Entry> entries = new TreeMap<>();
        Map<String, String> hashes = new TreeMap<>();
        for (Part part : parts) {
            versions.put(part.name(), part.version());
            for (Entry entry : part.entries()) {
                if (entries.put(entry.path(), entry) != null) {
                    throw new IllegalArgumentException("two files have the path " + entry.path());
                }
                hashes.put(entry.path(), entry.sha256());
            }
        }
        BundleManifest manifest = new BundleManifest(versions, flags, files, hashes);
        entries.put(BundleManifest.FILE, Entry.bytes(BundleManifest.FILE, manifest.json()));
        return new BundleContents(entries, parts, manifest);
    }

    /** Every folder, parents first, each ended by a slash; the first is the bundle's own, an empty path. */
    NavigableSet<String> folders() {
        NavigableSet<String> folders = new TreeSet<>(EMPTY_FOLDERS);
        folders.add("");
        for (String path : entries.keySet()) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash + 1));
            }
        }
        return folders;
    }

    /** Size of all files. */
    long bytes() {
        return entries.values().stream().mapToLong(Entry::bytes).sum();
    }

    /** The parts for people, and the archive in the last row. */
    Table table(BundleArchive archive) throws IOException {
        List<List<Cell>> rows = new ArrayList<>();
        for (Part part : parts) {
            rows.add(List.of(Cell.text(part.name()), Cell.text(part.version()), Cell.integer(part.bytes())));
        }
        rows.add(List.of(
                Cell.text(String.valueOf(archive.file().getFileName())), Cell.ABSENT, Cell.integer(archive.bytes())));
        return new Table("bundle", List.of(Column.of("part"), Column.of("version"), Column.of("bytes")), rows);
    }

    /**
     * What belongs together under one version.
     *
     * @param name such as {@code java} or {@code onnxruntime}
     * @param version or {@code sha256:} and the hash of a file without a version
     * @param entries its files
     */
    record Part(String name, String version, List<Entry> entries) {
        Part {
            entries = List.copyOf(entries);
        }

        long bytes() {
            return entries.stream().mapToLong(Entry::bytes).sum();
        }
    }

    /**
     * A file of the archive.
     *
     * @param path in the bundle's folder, with {@code /} between names
     * @param executable whether it is a program
     * @param bytes its size
     * @param content opens it
     */
    record Entry(String path, boolean executable, long bytes, Content content) {
        Entry {
            if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
                throw new IllegalArgumentException("'" + path + "' is no path in a folder");
            }
        }

        /** A file of this machine, links followed. */
        static Entry file(String path, Path file) throws IOException {
            return new Entry(path, Files.isExecutable(file), Files.size(file), () -> Files.newInputStream(file));
        }

        static Entry bytes(String path, byte[] bytes) {
            byte[] copy = bytes.clone();
            return new Entry(path, false, copy.length, () -> new ByteArrayInputStream(copy));
        }

        private String sha256() throws IOException {
            try (DigestInputStream in = new DigestInputStream(content.open(), Digests.sha256())) {
                in.transferTo(OutputStream.nullOutputStream());
                return Digests.hex(in.getMessageDigest().digest());
            }
        }
    }

    /** Where a file's bytes come from. */
    interface Content {
        InputStream open() throws IOException;
    }
}
