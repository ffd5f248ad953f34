package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A storage that is an uncompressed entry of a zip file. It keeps the file open for as long as it is used itself.
 *
 * @param type of the elements
 * @param zip the file
 * @param entry the entry, stored without compression
 */
record ZipStorage(ElementType type, ZipFile zip, ZipEntry entry) implements Storage {
    @Override
    public long elements() {
        return entry.getSize() / type.bytes();
    }

    @Override
    public void read(long first, byte[] target, int count) throws IOException {
        try (InputStream stream = zip.getInputStream(entry)) {
            stream.skipNBytes(first * type.bytes());
            if (stream.readNBytes(target, 0, count * type.bytes()) == count * type.bytes()) {
                return;
            }
        } catch (ZipException | EOFException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
        throw damaged("it ends too early");
    }

    /** A zip file's directory can be whole and the entries that it points to not. */
    private UnreadableFileException damaged(String cause) {
        return new UnreadableFileException(
                Path.of(zip.getName()),
                "entry " + Printable.quoted(entry.getName()) + " is damaged (" + Printable.text(cause) + ')',
                "download or save the file again");
    }
}
