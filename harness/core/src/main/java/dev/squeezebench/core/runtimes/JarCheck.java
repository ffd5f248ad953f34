package dev.squeezebench.core.runtimes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Whether a jar is whole. Java leaves out a damaged one on its class path without a word, and the runner would then take
 * the version that it was packed with.
 */
final class JarCheck {
    private JarCheck() {}

    /** @throws RuntimeResolutionException when it is not as it was published, or no archive */
    static void insistOnWhole(Path jar) throws RuntimeResolutionException {
        try {
            Optional<String> published = published(jar);
            if (published.isPresent()) {
                if (!published.get().equals(sha1(jar))) {
                    throw damaged(jar, "its SHA-1 is not the published one", new IOException(published.get()));
                }
                new ZipFile(jar.toFile()).close();
            } else {
                readWhole(jar);
            }
        } catch (IOException e) {
            throw damaged(jar, String.valueOf(e.getMessage()), e);
        }
    }

    private static RuntimeResolutionException damaged(Path jar, String cause, IOException thrown) {
        return new RuntimeResolutionException(
                "the jar is damaged (" + cause + "): delete " + jar + ", and it is downloaded again", thrown);
    }

    /** What Maven saved beside the jar. */
    private static Optional<String> published(Path jar) throws IOException {
        try {
            String text =
                    Files.readString(jar.resolveSibling(jar.getFileName() + ".sha1"), StandardCharsets.ISO_8859_1);
            String sum = text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            return sum.matches("[0-9a-f]{40}") ? Optional.of(sum) : Optional.empty();
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    private static String sha1(Path jar) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    /** Reads every entry, which compares its checksum. */
    private static void readWhole(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                try (InputStream in = zip.getInputStream(entries.nextElement())) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }
}
