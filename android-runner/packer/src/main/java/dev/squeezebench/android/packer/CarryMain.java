package dev.squeezebench.android.packer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes an APK that carries files, such as models, and is signed anew. Arguments: APK, folder with the files, APK to write,
 * {@code public} or a PKCS12 file, alias of its key; its password as for {@link PackMain}.
 */
public final class CarryMain {
    private static final int ARGUMENTS = 5;

    /** Where the app looks for them. */
    private static final String ASSETS = "assets/hosted/";

    private CarryMain() {}

    /** Packs. */
    public static void main(String[] args) throws IOException {
        if (args.length != ARGUMENTS) {
            throw new IllegalArgumentException("usage: CarryMain APK FOLDER APK_TO_WRITE KEY ALIAS");
        }
        carry(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), PackMain.key(args[3], args[4]));
    }

    static void carry(Path apk, Path folder, Path to, SigningKey key) throws IOException {
        Path unsigned = Files.createTempFile(to.toAbsolutePath().resolveSibling(""), "unsigned-", ".apk");
        try {
            try (ZipFile from = new ZipFile(apk.toFile());
                    ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(unsigned))) {
                for (ZipEntry entry : Collections.list(from.entries())) {
                    add(out, entry.getName(), entry.getSize(), entry.getCrc(), from.getInputStream(entry));
                }
                for (Path file : files(folder)) {
                    String name = ASSETS + folder.relativize(file).toString().replace('\\', '/');
                    add(out, name, Files.size(file), crc(file), Files.newInputStream(file));
                }
            }
            Packer.sign(unsigned, to, key);
        } finally {
            Files.deleteIfExists(unsigned);
        }
    }

    /** Stored as it is: models hardly become smaller, and an entry of any size needs no memory. */
    private static void add(ZipOutputStream out, String name, long bytes, long crc, InputStream content)
            throws IOException {
        try (content) {
            ZipEntry entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes);
            entry.setCompressedSize(bytes);
            entry.setCrc(crc);
            entry.setTimeLocal(Archive.TIME);
            out.putNextEntry(entry);
            content.transferTo(out);
            out.closeEntry();
        }
    }

    private static long crc(Path file) throws IOException {
        CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        Files.copy(file, sum);
        return sum.getChecksum().getValue();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
