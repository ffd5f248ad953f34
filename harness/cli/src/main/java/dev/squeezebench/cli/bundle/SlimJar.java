package dev.squeezebench.cli.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar without what this platform has no use for, its entries stored: xz packs plain classes more tightly than packed
 * ones, and finds those that two jars share.
 */
final class SlimJar {
    /** JNA has its library for two dozen platforms in one jar, in folders called by system and processor. */
    private static final PathMatcher JNA = glob("com/sun/jna/*/*jnidispatch.*");

    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final Path jar;
    private final String platform;
    private final List<PathMatcher> leftOut;

    /**
     * @param jar the whole one
     * @param platform system and processor as JNA calls them, such as {@code linux-x86-64}
     * @param leftOut globs of entries that something outside of the jar replaces, or that are for other platforms
     */
    SlimJar(Path jar, String platform, List<String> leftOut) {
        this.jar = jar;
        this.platform = platform;
        this.leftOut = leftOut.stream().map(SlimJar::glob).toList();
    }

    /** Writes it; the same jar gives the same bytes. */
    void write(Path target) throws IOException {
        try (ZipFile whole = new ZipFile(jar.toFile());
                ZipOutputStream slim = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            slim.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry : Collections.list(whole.entries())) {
                if (!entry.isDirectory() && isNeeded(Path.of(entry.getName()))) {
                    store(entry.getName(), whole.getInputStream(entry).readAllBytes(), slim);
                }
            }
        }
    }

    private boolean isNeeded(Path name) {
        boolean foreign = JNA.matches(name)
                && !String.valueOf(name.getName(name.getNameCount() - 2)).equals(platform);
        return !foreign && leftOut.stream().noneMatch(glob -> glob.matches(name));
    }

    private static void store(String name, byte[] bytes, ZipOutputStream target) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(TIME);
        target.putNextEntry(entry);
        target.write(bytes);
        target.closeEntry();
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
