package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlimJarTest {
    private static final String OWN = "com/sun/jna/linux-x86-64/libjnidispatch.so";
    private static final String RUNTIME = "ai/onnxruntime/native/linux-x64/libonnxruntime.so";

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void leavesOutOtherPlatformsAndWhatIsReplaced() throws IOException {
        assertThat(slim(List.of("ai/onnxruntime/native/*/libonnxruntime.so")))
                .containsExactly(
                        "META-INF/MANIFEST.MF",
                        "com/sun/jna/Native.class",
                        OWN,
                        "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so");
    }

    @Test
    void leavesInWhatNothingReplaces() throws IOException {
        assertThat(slim(List.of())).contains(RUNTIME);
    }

    @Test
    void storesWhatWasPackedAndKeepsItsBytes() throws IOException {
        slim(List.of());
        try (ZipFile slim = new ZipFile(folder.resolve("slim.jar").toFile())) {
            ZipEntry entry = slim.getEntry(OWN);
            assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(slim.getInputStream(entry)).hasContent(OWN.repeat(100));
        }
    }

    private List<String> slim(List<String> replaced) throws IOException {
        Path jar = folder.resolve("whole.jar");
        try (ZipOutputStream whole = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of(
                    "META-INF/MANIFEST.MF",
                    "com/sun/jna/Native.class",
                    "com/sun/jna/aix-ppc/libjnidispatch.a",
                    OWN,
                    "com/sun/jna/win32-x86-64/jnidispatch.dll",
                    "ai/",
                    RUNTIME,
                    "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so")) {
                whole.putNextEntry(new ZipEntry(name));
                whole.write(name.endsWith("/") ? new byte[0] : name.repeat(100).getBytes(StandardCharsets.UTF_8));
            }
        }
        new SlimJar(jar, "linux-x86-64", replaced).write(folder.resolve("slim.jar"));
        try (ZipFile slim = new ZipFile(folder.resolve("slim.jar").toFile())) {
            return Collections.list(slim.entries()).stream()
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
