package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LibraryStoreTest {
    private static final String ORIGIN = "engine_gpu@1.2.3";
    private static final String FOLDER = "native/linux-x64";

    private final Path folder;
    private final Path root;

    LibraryStoreTest(@TempDir Path folder) {
        this.folder = folder;
        this.root = folder.resolve("cache");
    }

    @Test
    void theLibrariesOfOnePlatformAreUnpackedWithANoteOfTheirOrigin() throws IOException {
        Path unpacked =
                unpack(jar(FOLDER + "/libengine.so", FOLDER + "/libengine_cuda.so", "native/win-x64/engine.dll"));

        assertThat(unpacked.getParent()).isEqualTo(root.resolve("libraries"));
        assertThat(names(unpacked))
                .containsExactlyInAnyOrder(
                        "libengine.so",
                        "libengine.so.sha256",
                        "libengine_cuda.so",
                        "libengine_cuda.so.sha256",
                        "package.txt",
                        "package.txt.sha256");
        assertThat(unpacked.resolve("libengine.so")).hasContent("code of " + FOLDER + "/libengine.so");
        assertThat(unpacked.resolve("package.txt")).hasContent(ORIGIN);
    }

    @Test
    void theyAreUnpackedOnceAndAgainWhereOneIsDamaged() throws IOException {
        Path jar = jar(FOLDER + "/libengine.so", FOLDER + "/libengine_cuda.so");
        Path unpacked = unpack(jar);
        Path library = unpacked.resolve("libengine.so");
        long written = Files.getLastModifiedTime(library).toMillis();
        Files.writeString(unpacked.resolve("libengine_cuda.so"), "cut");

        assertThat(unpack(jar)).isEqualTo(unpacked);

        assertThat(Files.getLastModifiedTime(library).toMillis()).isEqualTo(written);
        assertThat(unpacked.resolve("libengine_cuda.so")).hasContent("code of " + FOLDER + "/libengine_cuda.so");
    }

    @Test
    void severalAtOnceGetTheSameWholeFiles() throws Exception {
        Path jar = jar(FOLDER + "/libengine.so", FOLDER + "/libengine_cuda.so");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Callable<Path>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(() -> unpack(jar));
        }
        for (Future<Path> unpacked : pool.invokeAll(tasks)) {
            assertThat(unpacked.get().resolve("libengine.so")).hasContent("code of " + FOLDER + "/libengine.so");
            assertThat(names(unpacked.get())).hasSize(6);
        }
        pool.shutdown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../../evil.so", "sub/libengine.so", "..\\evil.so", "C:evil.dll", ".hidden.so", "readme.md"
            })
    void anEntryThatIsNoLibraryOfThatFolderIsRefusedAndNothingIsWritten(String name) throws IOException {
        Path jar = jar(FOLDER + "/libengine.so", FOLDER + '/' + name);

        assertThatThrownBy(() -> unpack(jar))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("is no library");
        assertThat(root).doesNotExist();
        assertThat(folder.resolve("evil.so")).doesNotExist();
    }

    @Test
    void anArchiveThatIsCutOrHasNothingForThePlatformIsRefused() throws IOException {
        Path cut = jar(FOLDER + "/libengine.so");
        Files.write(cut, List.of("PK, but no archive"));
        assertThatThrownBy(() -> unpack(cut))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("it is damaged")
                .hasMessageContaining("fetched again");
        assertThatThrownBy(() -> unpack(jar("native/win-x64/engine.dll")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("it has no libraries in " + FOLDER);
    }

    /** As a download ends that was broken off. */
    @Test
    void anArchiveThatIsCutAnywhereIsRefusedAndNothingIsUnpacked() throws IOException {
        Path jar = jar(FOLDER + "/libengine.so", FOLDER + "/libengine_cuda.so");
        byte[] whole = Files.readAllBytes(jar);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            Files.write(jar, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> unpack(jar))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageContaining("delete it, so that it is fetched again");
        }
        assertThat(root).doesNotExist();
    }

    @Test
    void whatIsUnpackedIsListedAndCleaned() throws IOException {
        Path unpacked = unpack(jar(FOLDER + "/libengine.so"));
        Files.writeString(
                unpacked.resolve(".libengine.so.tmp-01234567-89ab-cdef-0123-456789abcdef"), "of a killed process");
        CacheInventory inventory = new CacheInventory(root);

        assertThat(inventory.entries())
                .extracting(entry -> entry.kind() + ' ' + entry.name().getFileName())
                .containsExactly("libraries libengine.so", "libraries package.txt");
        assertThat(inventory.isWhole(inventory.entries().get(0))).isTrue();
        assertThat(inventory.clean()).hasSize(2);
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void whatOthersPutBesideItIsLeftAlone() throws IOException {
        Path unpacked = unpack(jar(FOLDER + "/libengine.so"));
        Files.writeString(unpacked.resolve("notes.md"), "mine");

        new CacheInventory(root).clean();

        assertThat(names(unpacked)).containsExactly("notes.md");
    }

    private Path unpack(Path jar) throws IOException {
        return new LibraryStore(root).unpacked(ORIGIN, jar, FOLDER, ProgressListener.NONE);
    }

    private Path jar(String... names) throws IOException {
        Path jar = folder.resolve("engine_gpu-1.2.3.jar");
        try (OutputStream stream = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("code of " + name).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
