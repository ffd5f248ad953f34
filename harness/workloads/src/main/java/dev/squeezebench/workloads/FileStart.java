package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a file's first bytes say where a download left something else in its place: the pointer of a version control
 * system, an HTML page, a server's error message, an archive.
 */
public final class FileStart {
    private static final int LOOKED_AT = 1024;

    /** A longer text is no message. */
    private static final int SHOWN = 80;

    private FileStart() {}

    /**
     * Refuses a file of binary data that is a pointer, a page, a text or a gzip archive.
     *
     * @throws UnreadableFileException that names what it is instead, and what to do
     */
    public static void refuseStandIns(Path file) throws IOException {
        byte[] start = read(file);
        refusePointers(file, start);
        if (start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            throw new UnreadableFileException(file, "it is a gzip archive", "unpack it");
        }
        String text = new String(start, StandardCharsets.UTF_8).strip();
        if (!text.isEmpty() && start.length < LOOKED_AT && text.chars().noneMatch(FileStart::isBinary)) {
            throw new UnreadableFileException(
                    file,
                    "it is a text, " + Printable.quoted(text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text)
                            + ", and not the file itself",
                    "download it again");
        }
    }

    /**
     * The same for a file of JSON, which is a text.
     *
     * @throws UnreadableFileException that names what it is instead, and what to do
     */
    public static void refusePointers(Path file) throws IOException {
        refusePointers(file, read(file));
    }

    private static void refusePointers(Path file, byte... start) throws UnreadableFileException {
        String text = new String(start, StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("version http") && text.contains("oid sha256:")) {
            throw new UnreadableFileException(
                    file, "it is a Git LFS pointer, not the file itself", "run 'git lfs pull' in its repository");
        }
        if (text.startsWith("# xet version")) {
            throw new UnreadableFileException(
                    file,
                    "it is a Xet pointer, not the file itself",
                    "download it again, for example by 'hf download'");
        }
        if (text.contains("/annex/objects/") && text.length() < LOOKED_AT / 2) {
            throw new UnreadableFileException(
                    file, "it is a git-annex pointer, not the file itself", "run 'git annex get' in its repository");
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
            throw new UnreadableFileException(
                    file, "it is an HTML page, not the file itself", "download it by the link to the raw file");
        }
        if (text.startsWith("<?xml")) {
            throw new UnreadableFileException(
                    file, "it is an XML document, which may be a server's error message", "download it again");
        }
    }

    private static boolean isBinary(int character) {
        return character == 0xfffd || (Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0);
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(LOOKED_AT);
        }
    }
}
