package dev.squeezebench.core.runtimes;

import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An AAR or a jar that somebody published, looked at before anything is made of it.
 *
 * @param file it
 * @param leastApi the API level that it asks for; absent where it asks for none
 * @param abis kinds of processors that it has native libraries for, such as {@code arm64-v8a}
 */
public record AndroidLibrary(Path file, OptionalInt leastApi, NavigableSet<String> abis) {
    private static final String ANDROID = "http://schemas.android.com/apk/res/android";
    private static final String MANIFEST = "AndroidManifest.xml";
    private static final String CLASSES = "classes.jar";
    private static final Pattern LIBRARY = Pattern.compile("jni/([a-z0-9_-]{1,32})/[A-Za-z0-9_.+-]{1,80}\\.so");

    /** The largest known has some thousand. */
    private static final int MOST_ENTRIES = 20_000;

    /** Of all that is unpacked of one; the largest known has 100 MB. */
    private static final long MOST_BYTES = 1L << 30;

    public AndroidLibrary {
        abis = Collections.unmodifiableNavigableSet(new TreeSet<>(abis));
    }

    /**
     * Reads it whole.
     *
     * @throws RuntimeResolutionException when an entry leads out of its folder, there is more in it than in any library, or it
     *     is damaged
     */
    public static AndroidLibrary of(Path file) throws RuntimeResolutionException {
        return of(file, MOST_BYTES);
    }

    static AndroidLibrary of(Path file, long mostBytes) throws RuntimeResolutionException {
        NavigableSet<String> abis = new TreeSet<>();
        OptionalInt leastApi = OptionalInt.empty();
        Budget budget = new Budget(file, mostBytes);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            budget.entries(zip.size());
            for (ZipEntry entry : Collections.list(zip.entries())) {
                insistOnInside(file, entry.getName());
                try (InputStream in = zip.getInputStream(entry)) {
                    if (entry.getName().equals(CLASSES)) {
                        classes(in, budget);
                    } else if (entry.getName().equals(MANIFEST)) {
                        leastApi = leastApi(in);
                    } else {
                        budget.take(in);
                    }
                }
                Matcher library = LIBRARY.matcher(entry.getName());
                if (library.matches()) {
                    abis.add(library.group(1));
                }
            }
            return new AndroidLibrary(file, leastApi, abis);
        } catch (IOException | XMLStreamException | NumberFormatException e) {
            throw unusable(
                    file,
                    "is damaged ("
                            + Printable.text(String.valueOf(e.getMessage()).replaceAll("\\s+", " "))
                            + "): delete it, and it is downloaded again",
                    e);
        }
    }

    private static void classes(InputStream jar, Budget budget) throws IOException, RuntimeResolutionException {
        ZipInputStream classes = new ZipInputStream(jar);
        int count = 0;
        while (classes.getNextEntry() != null) {
            budget.entries(++count);
            budget.take(classes);
        }
    }

    private static void insistOnInside(Path file, String name) throws RuntimeResolutionException {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.matches("(.*/)?\\.\\.(/.*)?")) {
            throw unusable(
                    file,
                    "has an entry " + Printable.quoted(name) + " that leads out of its folder, as no library's does: "
                            + CHECK,
                    null);
        }
    }

    private static final String CHECK = "check where Maven's settings.xml has it from";

    private static OptionalInt leastApi(InputStream manifest) throws XMLStreamException {
        XMLStreamReader xml = Packaging.factory().createXMLStreamReader(manifest);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("uses-sdk")) {
                String level = xml.getAttributeValue(ANDROID, "minSdkVersion");
                return level == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(level.strip()));
            }
        }
        return OptionalInt.empty();
    }

    /** What may still come of it. */
    private static final class Budget {
        private final Path file;
        private final long most;
        private long bytes;

        Budget(Path file, long most) {
            this.file = file;
            this.most = most;
            this.bytes = most;
        }

        void entries(int count) throws RuntimeResolutionException {
            if (count > MOST_ENTRIES) {
                throw unusable(file, "has more than " + MOST_ENTRIES + " entries, as no library has: " + CHECK, null);
            }
        }

        /** Whatever an entry says of its own size. */
        void take(InputStream in) throws IOException, RuntimeResolutionException {
            byte[] part = new byte[1 << 16];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                bytes -= count;
                if (bytes < 0) {
                    throw unusable(
                            file, "has more than " + (most >> 20) + " MiB in it, as no library has: " + CHECK, null);
                }
            }
        }
    }

    private static RuntimeResolutionException unusable(Path file, String what, @Nullable Exception cause) {
        return new RuntimeResolutionException(file + " " + what, cause);
    }
}
