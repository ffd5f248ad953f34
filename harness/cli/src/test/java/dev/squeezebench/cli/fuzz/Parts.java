package dev.squeezebench.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Takes files that are right apart, and puts them together around another part. */
final class Parts {
    private Parts() {}

    /** A file of this repository. */
    static Path committed(String path) {
        return Path.of(Objects.requireNonNull(System.getProperty("root.dir")), path);
    }

    /** Puts back what stood before and behind bytes of a file. */
    static FuzzedFile.Whole around(byte[] file, int from, int to) {
        byte[] before = Arrays.copyOf(file, from);
        byte[] behind = Arrays.copyOfRange(file, to, file.length);
        return part -> {
            byte[] whole = Arrays.copyOf(before, before.length + part.length + behind.length);
            System.arraycopy(part, 0, whole, before.length, part.length);
            System.arraycopy(behind, 0, whole, before.length + part.length, behind.length);
            return whole;
        };
    }

    /** The contents of a zip file by name, in its order. */
    static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    /** A zip file without compression, sound in itself whatever it holds. */
    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                CRC32 sum = new CRC32();
                sum.update(content.getValue());
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.getValue().length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
