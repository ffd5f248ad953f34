package dev.squeezebench.cli.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A home folder whose Maven gets everything out of a folder: with TensorFlow Lite in versions that there never were, whose one
 * class is {@link SuppliedRuntime}: 9.9.9, 8.2.0 for an Android that there is not yet, and 8.3.0, which is hostile; and with
 * ONNX Runtime's own Java classes and no library that could be loaded.
 *
 * @param home the folder
 */
record AarRepository(Path home) {
    static final String LIBRARY = "libsupplied.so";

    /** The one version of ONNX Runtime: another one than the computer's. */
    static final String ONNX_RUNTIME = "1.28.0";

    private static final List<String> ONNX_LIBRARIES = Stream.of("x86_64", "arm64-v8a")
            .flatMap(abi ->
                    Stream.of("libonnxruntime.so", "libonnxruntime4j_jni.so").map(name -> "jni/" + abi + '/' + name))
            .toList();

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
        made.publish("com.microsoft.onnxruntime", "onnxruntime-android", ONNX_RUNTIME, 24, javaApi(), ONNX_LIBRARIES);
        return made;
    }

    /** Of a command that uses it. */
    Map<String, String> environment() {
        return Map.of("HOME", home.toString());
    }

    /** The Java classes are the same for a computer and for Android. */
    private static Map<String, byte[]> javaApi() throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        Path jar = Command.property("dist.dir").resolve("runners/onnxruntime/benchmarks-onnxruntime.jar");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().matches("ai/onnxruntime/.*\\.class")) {
                    classes.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        return classes;
    }

    private void publish(String version, int leastApi, String... libraries) throws IOException {
        String name = SuppliedRuntime.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(SuppliedRuntime.class.getResourceAsStream('/' + name))) {
            publish(
                    "org.tensorflow",
                    "tensorflow-lite",
                    version,
                    leastApi,
                    Map.of(name, in.readAllBytes()),
                    List.of(libraries));
        }
    }

    private void publish(
            String group,
            String artifact,
            String version,
            int leastApi,
            Map<String, byte[]> classes,
            List<String> libraries)
            throws IOException {
        Path remote = Files.createDirectories(
                home.resolve("remote").resolve(group.replace('.', '/')).resolve(artifact + '/' + version));
        Map<String, byte[]> entries = new TreeMap<>();
        entries.put(
                "AndroidManifest.xml",
                bytes("<manifest xmlns:android='http://schemas.android.com/apk/res/android' package='a.b'><uses-sdk"
                        + " android:minSdkVersion='" + leastApi + "'/></manifest>"));
        entries.put("classes.jar", zipped(classes));
        for (String library : libraries) {
            entries.put(library, bytes("supplied"));
        }
        Files.write(remote.resolve(artifact + '-' + version + ".aar"), zipped(entries));
        Files.writeString(
                remote.resolve(artifact + '-' + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>" + group + "</groupId><artifactId>" + artifact
                        + "</artifactId><version>" + version + "</version><packaging>aar</packaging></project>");
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
