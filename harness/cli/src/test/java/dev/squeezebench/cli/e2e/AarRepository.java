package dev.squeezebench.cli.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A home folder whose Maven gets everything out of a folder: with TensorFlow Lite in versions that there never were, whose one
 * class is {@link SuppliedRuntime}: 9.9.9, 8.2.0 for an Android that there is not yet, and 8.3.0, which is hostile.
 *
 * @param home for the environment of a command
 */
record AarRepository(Path home) {
    static final String LIBRARY = "libsupplied.so";

    /** Makes one in a new folder. */
    static AarRepository in(Path folder) throws IOException {
        AarRepository made = new AarRepository(Files.createDirectories(folder));
        Files.writeString(
                Files.createDirectories(folder.resolve(".m2")).resolve("settings.xml"),
                "<settings><localRepository>" + folder.resolve("local")
                        + "</localRepository><mirrors><mirror><id>folder</id>"
                        + "<mirrorOf>*</mirrorOf><url>"
                        + folder.resolve("remote").toUri()
                        + "</url></mirror></mirrors></settings>");
        made.publish("9.9.9", 26, "jni/x86_64/" + LIBRARY);
        made.publish("8.2.0", 40, "jni/x86_64/" + LIBRARY);
        made.publish("8.3.0", 26, "jni/x86_64/" + LIBRARY, "../../" + LIBRARY);
        return made;
    }

    private void publish(String version, int leastApi, String... libraries) throws IOException {
        Path remote = Files.createDirectories(home.resolve("remote/org/tensorflow/tensorflow-lite/" + version));
        Map<String, byte[]> entries = new TreeMap<>();
        entries.put(
                "AndroidManifest.xml",
                bytes("<manifest xmlns:android='http://schemas.android.com/apk/res/android' package='a.b'><uses-sdk"
                        + " android:minSdkVersion='" + leastApi + "'/></manifest>"));
        String name = SuppliedRuntime.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(SuppliedRuntime.class.getResourceAsStream('/' + name))) {
            entries.put("classes.jar", zipped(Map.of(name, in.readAllBytes())));
        }
        for (String library : libraries) {
            entries.put(library, bytes("supplied"));
        }
        Files.write(remote.resolve("tensorflow-lite-" + version + ".aar"), zipped(entries));
        Files.writeString(
                remote.resolve("tensorflow-lite-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.tensorflow</groupId>"
                        + "<artifactId>tensorflow-lite</artifactId><version>" + version
                        + "</version><packaging>aar</packaging></project>");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(content.getKey()));
                out.write(content.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
