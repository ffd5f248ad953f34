package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.TaskProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

class BundleArchiveTest {
    private static final String LONG = "lib/" + "a very long name ".repeat(20) + "gr\u00f6\u00dfer.jar";

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void holdsEveryFileWithItsContentInTheOrderOfTheirNames() throws IOException {
        Map<TarArchiveEntry, String> read = read(write("a.tar.xz", tree(false)));

        assertThat(read.keySet())
                .extracting(TarArchiveEntry::getName)
                .containsExactly(
                        "squeezebench/",
                        "squeezebench/lib/",
                        "squeezebench/tmp/",
                        "squeezebench/" + LONG,
                        "squeezebench/lib/a.jar",
                        "squeezebench/squeezebench");
        assertThat(read.values()).containsExactly("", "", "", "long", "a jar", "#!/bin/sh\n");
    }

    @Test
    void programsAreExecutableForAllAndNothingElseIs() throws IOException {
        assertThat(read(write("a.tar.xz", tree(false))).keySet())
                .allSatisfy(entry -> assertThat(Integer.toOctalString(entry.getMode() & 0777))
                        .as(entry.getName())
                        .isEqualTo(entry.isDirectory() || entry.getName().endsWith("/squeezebench") ? "755" : "644"));
    }

    @Test
    void theSameFilesGiveTheSameBytesWhoeverPacksThemWheneverInWhateverOrder() throws IOException {
        Path first = write("a.tar.xz", tree(false));
        Files.setLastModifiedTime(folder.resolve("a.jar"), FileTime.from(Instant.parse("2011-11-11T11:11:11Z")));
        Path second = write("b.tar.xz", tree(true));

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(read(first).keySet())
                .allSatisfy(entry ->
                        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo("2000-01-01T00:00:00Z"))
                .allSatisfy(entry -> assertThat(entry.getLongUserId() + entry.getLongGroupId())
                        .isZero())
                .extracting(TarArchiveEntry::getUserName)
                .containsOnly("root");
    }

    @Test
    void nothingIsLeftWhenAFileCannotBeRead() throws IOException {
        BundleTree tree = tree(false);
        tree.add(BundleEntry.file("z", Files.createDirectory(folder.resolve("no file"))));

        assertThatThrownBy(() -> write("a.tar.xz", tree)).isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("tar.xz"));
    }

    @Test
    void progressEndsAtAllBytes() throws IOException {
        List<Long> done = new ArrayList<>();
        BundleTree tree = tree(false);
        new BundleArchive(folder.resolve("a.tar.xz")).write(tree, (at, all) -> {
            done.add(at);
            assertThat(all).isEqualTo(19);
        });

        assertThat(tree.bytes()).isEqualTo(19);
        assertThat(done).isSorted().endsWith(19L);
    }

    @Test
    void noNameLeadsOutOfTheFolder() {
        for (String name : List.of("", "/etc/passwd", "../x", "a/../../x")) {
            assertThatThrownBy(() -> BundleEntry.bytes(name, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void oneNameIsOneFile() {
        BundleTree tree = new BundleTree();
        tree.add(BundleEntry.bytes("a", new byte[0]));

        assertThatThrownBy(() -> tree.add(BundleEntry.bytes("a", new byte[1]))).hasMessage("two files are called a");
    }

    private BundleTree tree(boolean backwards) throws IOException {
        List<BundleEntry> entries = new ArrayList<>(List.of(
                BundleEntry.bytes("squeezebench", bytes("#!/bin/sh\n")).asProgram(),
                BundleEntry.bytes(LONG, bytes("long")),
                BundleEntry.file("lib/a.jar", Files.writeString(folder.resolve("a.jar"), "a jar"))));
        if (backwards) {
            Collections.reverse(entries);
        }
        BundleTree tree = new BundleTree();
        entries.forEach(tree::add);
        tree.addFolder("tmp");
        return tree;
    }

    private Path write(String name, BundleTree tree) throws IOException {
        new BundleArchive(folder.resolve(name)).write(tree, TaskProgress.HIDDEN);
        return folder.resolve(name);
    }

    private static Map<TarArchiveEntry, String> read(Path archive) throws IOException {
        Map<TarArchiveEntry, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry, new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
