package dev.squeezebench.android.packer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A zip file whose bytes depend on its entries alone: they are stored, in the order of their names, with one fixed time. */
final class Archive {
    /** Earlier times depend on the time zone. */
    static final LocalDateTime TIME = LocalDateTime.of(1981, 1, 1, 1, 1, 2);

    /** What {@code ServiceLoader} reads. */
    private static final String SERVICES = "META-INF/services/";

    private final SortedMap<String, byte[]> entries = new TreeMap<>();

    /** One with the entries of another. */
    static Archive of(Path zip) throws IOException {
        Archive archive = new Archive();
        try (ZipFile from = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                try (InputStream in = from.getInputStream(entry)) {
                    archive.add(entry.getName(), in.readAllBytes());
                }
            }
        }
        return archive;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** Leaves out what lies in a folder. */
    void remove(String folder) {
        entries.keySet().removeIf(name -> name.startsWith(folder + '/'));
    }

    /** Adds an entry; one that is there already must be the same, but for lists of services, which are joined. */
    void add(String name, byte[] bytes) throws IOException {
        byte[] before = entries.get(name);
        if (before != null && name.startsWith(SERVICES)) {
            entries.put(name, joined(before, bytes));
            return;
        }
        entries.putIfAbsent(name, bytes);
        if (before != null && !java.util.Arrays.equals(before, bytes)) {
            throw new IOException("two parts of the program have a file '" + name + "' each");
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        NavigableSet<String> lines = new TreeSet<>();
        for (byte[] list : List.of(one, other)) {
            new String(list, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(lines::add);
        }
        return (String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    void write(Path file) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                byte[] bytes = content.getValue();
                CRC32 crc = new CRC32();
                crc.update(bytes);
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(bytes.length);
                entry.setCompressedSize(bytes.length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(TIME);
                out.putNextEntry(entry);
                out.write(bytes);
                out.closeEntry();
            }
        }
    }
}
