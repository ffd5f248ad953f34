package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.ElementType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
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
            if (stream.readNBytes(target, 0, count * type.bytes()) < count * type.bytes()) {
                throw new EOFException(zip.getName() + " ends inside " + entry.getName());
            }
        }
    }
}
