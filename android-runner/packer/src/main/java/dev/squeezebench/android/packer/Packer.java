package dev.squeezebench.android.packer;

import com.android.apksig.ApkSigner;
import com.android.apksig.apk.ApkFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes {@code squeezebench.apk}, {@code squeezebench-shell.jar} and {@code lib/ABI/*.so}, the same bytes each time on one
 * JDK.
 *
 * @param program jars whose classes and resources go in
 * @param libraries jars with {@code lib/ABI/*.so}
 * @param manifest text of the APK's manifest
 * @param version of the app, such as {@code 0.1.0}
 * @param key that the APK is signed by
 */
record Packer(List<Path> program, List<Path> libraries, Path manifest, String version, SigningKey key) {
    /** Largest page of Android devices: a library is loaded out of the APK only where it begins with a page. */
    private static final int PAGE_BYTES = 16384;

    private static final String LIBRARY = "lib/[a-z0-9_-]+/[^/]+\\.so";

    /** What Java programs read of themselves; licences and names of parts, which the notice has, are left out. */
    static final String RESOURCE = "META-INF/services/.+|(dev/squeezebench|org/bytedeco)/.+(?<!\\.class)(?<!/)";

    Packer {
        program = sorted(program);
        libraries = sorted(libraries);
    }

    private static List<Path> sorted(List<Path> files) {
        List<Path> sorted = new ArrayList<>(files);
        Collections.sort(sorted);
        return List.copyOf(sorted);
    }

    /** Compiles and packs into a folder. */
    void pack(Path folder) throws IOException {
        Path work = Files.createTempDirectory("squeezebench-pack-");
        try {
            Dex.compile(program, work);
            assemble(files(work), folder);
        } finally {
            delete(work);
        }
    }

    /** Signs an APK that is not written yet. */
    static void write(Archive apk, Path signed, SigningKey key) throws IOException {
        Path unsigned = Files.createTempFile("squeezebench-", ".apk");
        try {
            apk.write(unsigned);
            sign(unsigned, signed, key);
        } finally {
            Files.delete(unsigned);
        }
    }

    /** Packs what was compiled. */
    void assemble(List<Path> dexFiles, Path folder) throws IOException {
        Files.createDirectories(folder);
        Archive shell = new Archive();
        Archive apk = new Archive();
        for (Path dex : dexFiles) {
            byte[] bytes = Files.readAllBytes(dex);
            shell.add(name(dex), bytes);
            apk.add(name(dex), bytes);
        }
        for (Path jar : program) {
            copy(jar, RESOURCE, (name, bytes) -> {
                shell.add(name, bytes);
                apk.add(name, bytes);
            });
        }
        for (Path jar : libraries) {
            copy(jar, LIBRARY, (name, bytes) -> {
                apk.add(name, bytes);
                Path file = folder.resolve(name);
                Files.createDirectories(file.resolveSibling("."));
                Files.write(file, bytes);
            });
        }
        apk.add("AndroidManifest.xml", BinaryManifest.encode(manifest, version, code(version)));
        shell.write(folder.resolve("squeezebench-shell.jar"));
        write(apk, folder.resolve("squeezebench.apk"), key);
    }

    static void delete(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /** {@code 1.2.3} is 10203. */
    static int code(String version) {
        int code = 0;
        for (String part : version.replaceFirst("-.*", "").split("\\.", -1)) {
            code = 100 * code + Integer.parseInt(part);
        }
        return code;
    }

    static void sign(Path unsigned, Path signed, SigningKey key) throws IOException {
        try {
            new ApkSigner.Builder(List.of(key.config()))
                    .setInputApk(unsigned.toFile())
                    .setOutputApk(signed.toFile())
                    .setMinSdkVersion(Dex.MIN_API)
                    .setV1SigningEnabled(false)
                    .setV2SigningEnabled(true)
                    .setV3SigningEnabled(true)
                    .setV4SigningEnabled(false)
                    .setAlignmentPreserved(false)
                    .setLibraryPageAlignmentBytes(PAGE_BYTES)
                    .setCreatedBy("SqueezeBench")
                    .build()
                    .sign();
        } catch (ApkFormatException | GeneralSecurityException e) {
            throw new IOException("the APK cannot be signed: " + e.getMessage(), e);
        }
    }

    static void copy(Path jar, String names, Destination destination) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().matches(names)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        destination.take(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Where an entry of a jar goes. */
    interface Destination {
        void take(String name, byte[] bytes) throws IOException;
    }
}
