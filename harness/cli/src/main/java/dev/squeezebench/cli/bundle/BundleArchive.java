package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.console.TaskProgress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * A {@code .tar.xz} file. The same files give the same bytes, whoever packs them and when: sorted, with one time, one owner
 * and one of two modes. It is written under another name first, so that a file of its name is always whole.
 */
final class BundleArchive {
    /** The one folder that unpacking leaves. */
    static final String FOLDER = "squeezebench";

    private static final Instant TIME = Instant.parse("2000-01-01T00:00:00Z");
    private static final int PROGRAM = 0100755;
    private static final int FILE = 0100644;

    /** A ninth larger than by xz's usual preset 6, in a quarter of its time. */
    private static final int PRESET = 2;

    private static final int CHUNK = 1 << 16;

    private final Path file;

    BundleArchive(Path file) {
        this.file = file;
    }

    /**
     * Writes it.
     *
     * @throws IOException when it cannot be written; nothing of it is left then
     */
    void write(BundleTree tree, TaskProgress progress) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp-" + UUID.randomUUID());
        try {
            try (OutputStream out = new BufferedOutputStream(
                            Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), CHUNK);
                    XZOutputStream packed = new XZOutputStream(out, new LZMA2Options(PRESET));
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, StandardCharsets.UTF_8.name())) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                tar.setAddPaxHeadersForNonAsciiNames(true);
                write(tree, tar, progress);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(BundleTree tree, TarArchiveOutputStream tar, TaskProgress progress) throws IOException {
        long all = Math.max(1, tree.bytes());
        long done = 0;
        for (String folder : tree.folders()) {
            put(tar, new TarArchiveEntry(FOLDER + '/' + folder), TarArchiveEntry.DEFAULT_DIR_MODE);
            tar.closeArchiveEntry();
        }
        byte[] chunk = new byte[CHUNK];
        for (BundleEntry entry : tree.entries()) {
            TarArchiveEntry header = new TarArchiveEntry(FOLDER + '/' + entry.name());
            header.setSize(entry.content().size());
            put(tar, header, entry.executable() ? PROGRAM : FILE);
            try (InputStream in = entry.content().open()) {
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    tar.write(chunk, 0, read);
                    done += read;
                    progress.at(done, all);
                }
            }
            tar.closeArchiveEntry();
        }
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry header, int mode) throws IOException {
        header.setMode(mode);
        header.setIds(0, 0);
        header.setNames("root", "root");
        header.setModTime(FileTime.from(TIME));
        tar.putArchiveEntry(header);
    }
}
