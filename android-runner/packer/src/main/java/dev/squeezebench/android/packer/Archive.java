package dev.squeezebench.android.packer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file whose bytes depend on its entries alone: they are stored, in the order of their names, with one fixed time. */
final class Archive {
    /** Earlier times depend on the time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1981, 1, 1, 1, 1, 2);

    private final SortedMap<String, byte[]> entries = new TreeMap<>();

    /** Adds an entry; one that is there already must be the same. */
    void add(String name, byte[] bytes) throws IOException {
        byte[] before = entries.putIfAbsent(name, bytes);
        if (before != null && !java.util.Arrays.equals(before, bytes)) {
            throw new IOException("two parts of the program have a file '" + name + "' each");
        }
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
