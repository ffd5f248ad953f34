package dev.squeezebench.workloads.store;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Native libraries out of published packages, unpacked once into the user's cache: in a folder for each content, with a
 * note of where they are from.
 */
public final class LibraryStore {
    /** File beside the libraries with the package's name and version, such as {@code onnxruntime_gpu@1.29.0}. */
    public static final String ORIGIN = "package.txt";

    /** Folder of the cache. */
    static final String KIND = "libraries";

    private static final Pattern LIBRARY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+.-]*\\.(so|dll|dylib)");
    private static final int HASH_DIGITS = 16;
    private static final int CHUNK = 1 << 18;

    private final Path root;
    private final ContentStore files;

    /** @param root the cache folder; created when the first library is unpacked */
    public LibraryStore(Path root) {
        this.root = root;
        this.files = new ContentStore(root);
    }

    /**
     * The folder with the libraries of a package; each is as the archive has it, which is verified, and unpacked again
     * where it is not.
     *
     * @param origin the package's name and version
     * @param archive the package, a zip file such as a jar
     * @param folder of the libraries in it, without a slash at its end
     * @throws UnreadableFileException when the archive is damaged, or has no libraries, or something else, there
     * @throws NotEnoughRoomException when the disk has no room for all of them
     */
    public Path unpacked(String origin, Path archive, String folder, ProgressListener listener) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<ZipEntry> libraries = libraries(zip, archive, folder + '/');
            String name = FileNames.safe(origin.replace('@', '-')) + '-' + hash(origin, libraries);
            Path into = Path.of(KIND, name);
            refuseWithoutRoom(into, libraries);
            long all = libraries.stream().mapToLong(ZipEntry::getSize).sum();
            long done = 0;
            try (ProgressListener.Task task = listener.begin("unpacking " + origin)) {
                for (ZipEntry library : libraries) {
                    long before = done;
                    files.obtain(
                            into.resolve(fileName(library)),
                            library.getSize(),
                            target -> copy(zip, library, target, copied -> task.at(before + copied, Math.max(all, 1))),
                            listener);
                    done += library.getSize();
                }
            }
            byte[] note = (origin + '\n').getBytes(StandardCharsets.UTF_8);
            files.obtain(into.resolve(ORIGIN), note.length, target -> target.write(ByteBuffer.wrap(note)), listener);
            return root.resolve(into);
        } catch (ZipException e) {
            throw new UnreadableFileException(
                    archive, "it is damaged (" + e.getMessage() + ')', "delete it, so that it is fetched again");
        }
    }

    private static List<ZipEntry> libraries(ZipFile zip, Path archive, String prefix) throws UnreadableFileException {
        List<ZipEntry> libraries = zip.stream()
                .map(ZipEntry.class::cast)
                .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
                .toList();
        for (ZipEntry entry : libraries) {
            // Also what keeps every file in its folder: no name of that form leads out of it.
            if (!LIBRARY.matcher(entry.getName().substring(prefix.length())).matches()) {
                throw new UnreadableFileException(
                        archive,
                        "'" + entry.getName() + "' in it is no library",
                        "check where Maven's settings.xml has it from");
            }
        }
        if (libraries.isEmpty()) {
            throw new UnreadableFileException(archive, "it has no libraries in " + prefix, "choose another version");
        }
        return libraries;
    }

    /** All are looked at together, before the first is written. */
    private void refuseWithoutRoom(Path into, List<ZipEntry> libraries) throws NotEnoughRoomException {
        long needed = libraries.stream()
                .filter(library -> !Files.exists(root.resolve(into).resolve(fileName(library))))
                .mapToLong(ZipEntry::getSize)
                .sum();
        ContentStore.refuseWithoutRoom(root, String.valueOf(into.getFileName()), needed);
    }

    private static String hash(String origin, List<ZipEntry> libraries) {
        StringBuilder key = new StringBuilder(origin);
        for (ZipEntry library : libraries) {
            key.append('\n').append(library.getName()).append(' ').append(library.getSize());
            key.append(' ').append(library.getCrc());
        }
        return Digests.sha256(key.toString()).substring(0, HASH_DIGITS);
    }

    private static String fileName(ZipEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }

    private static void copy(ZipFile zip, ZipEntry library, WritableByteChannel target, LongConsumer copied)
            throws IOException {
        try (InputStream stream = zip.getInputStream(library)) {
            byte[] chunk = new byte[CHUNK];
            long done = 0;
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                target.write(ByteBuffer.wrap(chunk, 0, count));
                done += count;
                copied.accept(done);
            }
        }
    }
}
