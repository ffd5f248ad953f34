package dev.squeezebench.android.packer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An Android library: classes in {@code classes.jar}, native libraries in {@code jni/ABI}. */
final class Aar {
    private static final String CLASSES = "classes.jar";
    private static final Pattern LIBRARY = Pattern.compile("jni/([a-z0-9_-]{1,32}/[A-Za-z0-9_.+-]{1,80}\\.so)");

    private Aar() {}

    /**
     * Copies its classes.
     *
     * @return whether it has any
     * @throws IOException when it is no AAR
     */
    static boolean copyClasses(Path aar, Path jar) throws IOException {
        try (ZipFile zip = open(aar)) {
            ZipEntry classes = zip.getEntry(CLASSES);
            if (classes == null) {
                return false;
            }
            try (InputStream in = zip.getInputStream(classes)) {
                Files.copy(in, jar);
            }
            return true;
        }
    }

    /** Its native libraries by their place in an APK. */
    static SortedMap<String, byte[]> libraries(Path aar) throws IOException {
        SortedMap<String, byte[]> libraries = new TreeMap<>();
        try (ZipFile zip = open(aar)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Matcher library = LIBRARY.matcher(entry.getName());
                if (library.matches()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        libraries.put("lib/" + library.group(1), in.readAllBytes());
                    }
                }
            }
        }
        return libraries;
    }

    private static ZipFile open(Path aar) throws IOException {
        try {
            return new ZipFile(aar.toFile());
        } catch (ZipException e) {
            throw new IOException(aar + " is no AAR: " + e.getMessage() + "; delete it and download it again", e);
        }
    }
}
