package dev.squeezebench.core.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AARs that are made here, hostile ones among them. */
class AndroidLibraryTest {
    private static final byte[] LIBRARY = bytes("ELF");

    private final Path folder;

    AndroidLibraryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void itTellsWhichPhonesItIsFor() throws Exception {
        AndroidLibrary library = AndroidLibrary.of(aar(Map.of(
                "AndroidManifest.xml",
                manifest("<uses-sdk android:minSdkVersion='33' android:targetSdkVersion='35'/>"),
                "classes.jar",
                zipped(Map.of("a/A.class", bytes("class"))),
                "jni/arm64-v8a/libengine.so",
                LIBRARY,
                "jni/x86_64/libengine.so",
                LIBRARY,
                "assets/x86/libengine.so",
                LIBRARY)));

        assertThat(library.leastApi()).hasValue(33);
        assertThat(library.abis()).containsExactly("arm64-v8a", "x86_64");
    }

    @Test
    void whatAsksForNoLevelAndHasNoLibrariesIsForAll() throws Exception {
        AndroidLibrary jar = AndroidLibrary.of(aar(Map.of("a/A.class", bytes("class"))));

        assertThat(jar.leastApi()).isEmpty();
        assertThat(jar.abis()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.so", "jni/arm64-v8a/../../../x.so", "/etc/x", "jni\\..\\x.so", "jni/.."})
    void anEntryThatLeadsOutOfItsFolderIsRefused(String name) throws IOException {
        Path aar = aar(Map.of("jni/arm64-v8a/libengine.so", LIBRARY, name, bytes("x")));

        assertThatThrownBy(() -> AndroidLibrary.of(aar))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageStartingWith(aar + " has an entry '")
                .hasMessageContaining("leads out of its folder")
                .message()
                .hasLineCount(1);
    }

    @Test
    void whatUnpacksToMoreThanAnyLibraryIsRefusedWhateverItSaysOfItsSize() throws IOException {
        Path aar = aar(Map.of("jni/arm64-v8a/libengine.so", new byte[3 << 20]));
        assertThat(Files.size(aar)).isLessThan(1 << 16);

        assertThatThrownBy(() -> AndroidLibrary.of(aar, 2 << 20))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageContaining("more than 2 MiB");
    }

    @Test
    void classesAreLookedIntoAsWell() throws IOException {
        Path aar = aar(Map.of("classes.jar", zipped(Map.of("a/A.class", new byte[3 << 20]))));

        assertThatThrownBy(() -> AndroidLibrary.of(aar, 2 << 20)).hasMessageContaining("more than 2 MiB");
    }

    @Test
    void moreEntriesThanAnyLibraryHasAreRefused() throws Exception {
        Map<String, byte[]> entries = new TreeMap<>();
        for (int index = 0; index <= 20_000; index++) {
            entries.put("res/" + index, new byte[0]);
        }
        entries.remove("res/0");
        assertThat(AndroidLibrary.of(aar(entries)).abis()).as("20000 of them").isEmpty();
        entries.put("res/0", new byte[0]);

        for (Map<String, byte[]> hostile : List.of(entries, Map.of("classes.jar", zipped(entries)))) {
            Path aar = aar(hostile);
            assertThatThrownBy(() -> AndroidLibrary.of(aar))
                    .isInstanceOf(RuntimeResolutionException.class)
                    .hasMessageContaining("more than 20000 entries");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<manifest",
                "<manifest/><x/>",
                "<manifest xmlns:a='http://schemas.android.com/apk/res/android'><uses-sdk a:minSdkVersion='S'/></manifest>",
                "<!DOCTYPE m [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><m>&e;</m>"
            })
    void aManifestThatIsNoneIsOneLine(String manifest) throws IOException {
        Path aar = aar(Map.of("AndroidManifest.xml", bytes(manifest)));

        assertThatThrownBy(() -> AndroidLibrary.of(aar))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageStartingWith(aar + " is damaged (")
                .message()
                .hasLineCount(1)
                .doesNotContain("root:");
    }

    @Test
    void aFileThatIsNoArchiveIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("engine.aar"), "<html>");

        assertThatThrownBy(() -> AndroidLibrary.of(file)).hasMessageStartingWith(file + " is damaged (");
    }

    private static byte[] manifest(String content) {
        return bytes("<manifest xmlns:android='http://schemas.android.com/apk/res/android' package='a.b'>" + content
                + "</manifest>");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path aar(Map<String, byte[]> entries) throws IOException {
        return Files.write(folder.resolve("engine.aar"), zipped(entries));
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
