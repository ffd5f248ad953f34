package dev.squeezebench.cli.bundle;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
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
 * A {@code .tar.xz} file, made under another name first, so that a file of its name is always whole. The same files give the
 * same bytes, whoever packs them and when: sorted, with one time, one owner and one of two modes.
 *
 * @param file absolute
 */
record BundleArchive(Path file) {
    /** The one folder that unpacking makes. */
    static final String FOLDER = "squeezebench";

    private static final String SUFFIX = ".tar.xz";
    private static final Instant TIME = Instant.parse("2000-01-01T00:00:00Z");
    private static final int PROGRAM = 0100755;
    private static final int FILE = 0100644;

    /** A ninth larger than by xz's usual preset 6, in a quarter of its time. */
    private static final int PRESET = 2;

    private static final int CHUNK = 1 << 16;

    /**
     * Checked before anything is made.
     *
     * @throws UserException when it exists already, or cannot be made
     */
    static BundleArchive of(Path out) {
        BundleArchive archive = new BundleArchive(out.toAbsolutePath().normalize());
        if (!out.toString().endsWith(SUFFIX)) {
            throw archive.wrong("a bundle is a " + SUFFIX + " file; name it so");
        }
        if (Files.exists(archive.file)) {
            throw archive.wrong("it exists already; remove it, or name another");
        }
        Path folder = archive.folder();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw archive.wrong(
                    "'" + Printable.text(folder.toString()) + "' is no folder that can be written to; make it");
        }
        return archive;
    }

    /**
     * Writes it.
     *
     * @throws UserException when there is no room for it, or it cannot be written; nothing of it is left then
     */
    void write(BundleContents contents, ProgressListener.Task progress) {
        long most = contents.bytes();
        long free = folder().toFile().getUsableSpace();
        if (free < most) {
            throw wrong("the archive may need up to " + Quantities.bytes(most) + ", and " + Quantities.bytes(free)
                    + " are free there; make room, or name a file on another disk");
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp-" + UUID.randomUUID());
        try {
            try (OutputStream out = new BufferedOutputStream(
                            Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), CHUNK);
                    XZOutputStream packed = new XZOutputStream(out, new LZMA2Options(PRESET));
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, StandardCharsets.UTF_8.name())) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                tar.setAddPaxHeadersForNonAsciiNames(true);
                write(contents, tar, progress);
            } catch (IOException e) {
                Files.deleteIfExists(temporary);
                throw e;
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UserException.usage(text() + "it cannot be written (" + Printable.text(e.toString()) + ')', e);
        }
    }

    private static void write(BundleContents contents, TarArchiveOutputStream tar, ProgressListener.Task progress)
            throws IOException {
        long all = Math.max(1, contents.bytes());
        long done = 0;
        for (String folder : contents.folders()) {
            put(tar, new TarArchiveEntry(FOLDER + '/' + folder), TarArchiveEntry.DEFAULT_DIR_MODE);
            tar.closeArchiveEntry();
        }
        byte[] chunk = new byte[CHUNK];
        for (BundleContents.Entry entry : contents.entries().values()) {
            TarArchiveEntry header = new TarArchiveEntry(FOLDER + '/' + entry.path());
            header.setSize(entry.bytes());
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

    long bytes() throws IOException {
        return Files.size(file);
    }

    private Path folder() {
        return file.resolveSibling("");
    }

    private UserException wrong(String problem) {
        return UserException.usage(text() + problem);
    }

    private String text() {
        return "--out " + Printable.text(file.toString()) + ": ";
    }
}
