package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * {@code torch.save}'s form since PyTorch 1.6: a zip file with {@code <name>/data.pkl} and one uncompressed entry {@code
 * <name>/data/<key>} for each storage. Entries are looked up by their whole name and never become paths.
 */
final class TorchZipFile {
    private static final String PICKLE = "/data.pkl";

    private final ZipFile zip;
    private final String prefix;
    private final Map<String, ZipEntry> entries;

    private TorchZipFile(ZipFile zip, String prefix, Map<String, ZipEntry> entries) {
        this.zip = zip;
        this.prefix = prefix;
        this.entries = entries;
    }

    static Map<String, CheckpointTensor> read(Path file) throws IOException, RefusedPickleException {
        // Not closed: the storages read from it until the last of them is gone, and then ZipFile's own cleaner does it.
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw damaged(e);
        }
        try {
            return of(zip).tensors();
        } catch (IllegalArgumentException e) {
            // ZipFile looks at some names only when they are asked for.
            zip.close();
            throw damaged(e);
        } catch (RefusedPickleException | IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static RefusedPickleException damaged(Exception cause) {
        return new RefusedPickleException(
                "a damaged zip file (" + Printable.text(String.valueOf(cause.getMessage())) + ")");
    }

    private static TorchZipFile of(ZipFile zip) throws RefusedPickleException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (entries.put(entry.getName(), entry) != null) {
                throw new RefusedPickleException("two entries " + Printable.quoted(entry.getName()));
            }
        }
        String pickle = entries.keySet().stream()
                .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                .findFirst()
                .orElseThrow(() ->
                        new RefusedPickleException("a zip file without data.pkl, which torch.save did not write"));
        return new TorchZipFile(zip, pickle.substring(0, pickle.length() - PICKLE.length()), entries);
    }

    private Map<String, CheckpointTensor> tensors() throws IOException, RefusedPickleException {
        String byteOrder = prefix + "/byteorder";
        if (entries.containsKey(byteOrder)
                && !new String(content(stored(byteOrder)), StandardCharsets.ISO_8859_1).equals("little")) {
            throw new RefusedPickleException("big-endian tensors");
        }
        PickleValue pickle = PickleInterpreter.load(ByteBuffer.wrap(content(stored(prefix + PICKLE))));
        return new TorchTensors(this::storage).of(pickle);
    }

    private Storage storage(String key, ElementType type, long elements) throws RefusedPickleException {
        ZipEntry entry = stored(prefix + "/data/" + key);
        if (elements > entry.getSize() / type.bytes() || elements * type.bytes() != entry.getSize()) {
            throw new RefusedPickleException("storage " + Printable.quoted(key) + " of " + elements + " elements in "
                    + entry.getSize() + " bytes");
        }
        return new ZipStorage(type, zip, entry);
    }

    private ZipEntry stored(String name) throws RefusedPickleException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new RefusedPickleException("the entry " + Printable.quoted(name) + " is missing");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new RefusedPickleException(
                    "a compressed entry " + Printable.quoted(name) + ", which torch.save never writes");
        }
        return entry;
    }

    private byte[] content(ZipEntry entry) throws IOException, RefusedPickleException {
        try (InputStream stream = zip.getInputStream(entry)) {
            return stream.readAllBytes();
        } catch (ZipException | EOFException e) {
            throw new RefusedPickleException("a damaged entry " + Printable.quoted(entry.getName()));
        }
    }
}
