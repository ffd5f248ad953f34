package dev.squeezebench.android.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AARs that are made here: their one class is {@link SuppliedRuntime}. */
class AarTest {
    static final String OWN = "dev/squeezebench/android/packer/SuppliedRuntime";

    private final Path folder;

    AarTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void runnersOfTwoJarsAreBothFound() throws IOException {
        String services = "META-INF/services/dev.squeezebench.measure.runner.Runner";
        Path one = zip("one.jar", Map.of(services, bytes("a.One\n")));
        Path two = zip("two.jar", Map.of(services, bytes("b.Two")));
        Path packed = folder.resolve("packed");
        new Packer(List.of(one, two), List.of(), manifest(), "1.2.3", SigningKey.publicDebugKey())
                .assemble(List.of(), packed);
        try (ZipFile apk = new ZipFile(packed.resolve("squeezebench.apk").toFile())) {
            assertThat(new String(content(apk, services), StandardCharsets.UTF_8))
                    .isEqualTo("a.One\nb.Two\n");
        }
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.aar"), "<html>");
        assertThatThrownBy(() -> Aar.libraries(broken))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(broken + " is no AAR: ");
    }

    @Test
    void namesThatLeaveTheFolderAreNoLibraries() throws IOException {
        Path hostile = zip("hostile.aar", Map.of("jni/../../x.so", bytes("x"), "jni/arm64-v8a/../x.so", bytes("x")));
        assertThat(Aar.libraries(hostile)).isEmpty();
    }

    private Path manifest() throws IOException {
        return Files.writeString(
                folder.resolve("AndroidManifest.xml"),
                "<manifest xmlns:android='http://schemas.android.com/apk/res/android' package='a.b'>"
                        + "<uses-sdk android:minSdkVersion='26'/><application/></manifest>");
    }

    static byte[] ownClass() throws IOException {
        try (InputStream in = Objects.requireNonNull(AarTest.class.getResourceAsStream("SuppliedRuntime.class"))) {
            return in.readAllBytes();
        }
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path zip(String name, Map<String, byte[]> entries) throws IOException {
        return zip(folder.resolve(name), entries);
    }

    static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        return Files.write(file, zipped(entries));
    }

    static byte[] zipped(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, entries);
        return bytes.toByteArray();
    }

    private static void write(OutputStream to, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(to)) {
            for (Map.Entry<String, byte[]> content : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(content.getKey()));
                out.write(content.getValue());
                out.closeEntry();
            }
        }
    }
}
