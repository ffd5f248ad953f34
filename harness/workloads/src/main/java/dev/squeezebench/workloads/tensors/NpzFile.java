package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * NumPy's archive of arrays: a zip file with one {@code <name>.npy} for each (numpy.lib.format, NEP 1). Entries are looked
 * up by their whole name and never become paths; arrays of Python objects, which are pickles, are refused.
 */
final class NpzFile implements TensorSource {
    private static final String SUFFIX = ".npy";
    private static final String REMEDY = "save the arrays again by numpy.savez";

    /** Masks of ones shrink to nothing; what is small may do so. */
    private static final long SMALL = 16 << 20;

    /** Ids and activations do not shrink that much: more is a bomb. */
    private static final long MOST_SHRINKING = 32;

    private final Path path;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private NpzFile(Path path, ZipFile zip, Map<String, ZipEntry> entries) {
        this.path = path;
        this.zip = zip;
        this.entries = entries;
    }

    static NpzFile open(Path path) throws IOException {
        // Not closed: tensors are read from it as long as it is reachable, and then ZipFile's own cleaner closes it.
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw damaged(path, e);
        }
        try {
            return new NpzFile(path, zip, entries(path, zip));
        } catch (IllegalArgumentException e) {
            // ZipFile looks at some names only when they are asked for.
            zip.close();
            throw damaged(path, e);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, ZipEntry> entries(Path path, ZipFile zip) throws UnreadableFileException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            if (name.endsWith(SUFFIX)
                    && entries.put(name.substring(0, name.length() - SUFFIX.length()), entry) != null) {
                throw bad(path, "two arrays " + Printable.quoted(name));
            }
        }
        if (entries.isEmpty()) {
            throw bad(path, "a zip file without arrays (.npy)");
        }
        return entries;
    }

    @Override
    public Set<String> names() {
        return entries.keySet();
    }

    @Override
    public Tensor read(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no array " + name);
        }
        if (entry.getSize() > SMALL + MOST_SHRINKING * entry.getCompressedSize()) {
            throw bad(
                    name,
                    "claims " + entry.getSize() + " bytes out of " + entry.getCompressedSize() + " compressed ones");
        }
        CRC32 sum = new CRC32();
        try (InputStream stream = new CheckedInputStream(zip.getInputStream(entry), sum)) {
            Tensor tensor = NpyReader.read(name, stream, entry.getSize());
            if (stream.read() >= 0 || sum.getValue() != entry.getCrc()) {
                throw new ZipException("its checksum is wrong");
            }
            return tensor;
        } catch (ZipException | EOFException e) {
            throw bad(name, "is damaged (" + Printable.text(String.valueOf(e.getMessage())) + ')');
        } catch (NpyFormatException e) {
            throw new UnreadableFileException(
                    path, "array " + Printable.quoted(name) + ' ' + e.getMessage(), e.remedy());
        }
    }

    private UnreadableFileException bad(String array, String cause) {
        return bad(path, "array " + Printable.quoted(array) + ' ' + cause);
    }

    private static UnreadableFileException damaged(Path path, Exception cause) {
        return bad(path, "a damaged zip file (" + Printable.text(String.valueOf(cause.getMessage())) + ')');
    }

    private static UnreadableFileException bad(Path path, String cause) {
        return new UnreadableFileException(path, cause, REMEDY);
    }
}
