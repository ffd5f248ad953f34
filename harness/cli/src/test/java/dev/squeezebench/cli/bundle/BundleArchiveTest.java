package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.bundle.BundleContents.Entry;
import dev.squeezebench.cli.bundle.BundleContents.Part;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    void everyFileIsInItWithItsContentInTheOrderOfTheirNames() throws IOException {
        Map<TarArchiveEntry, String> read = read(write("a.tar.xz", contents(false)));

        assertThat(read.keySet())
                .extracting(TarArchiveEntry::getName)
                .containsExactly(
                        "squeezebench/",
                        "squeezebench/cache/",
                        "squeezebench/lib/",
                        "squeezebench/tmp/",
                        "squeezebench/bundle.json",
                        "squeezebench/" + LONG,
                        "squeezebench/lib/a.jar",
                        "squeezebench/squeezebench");
        assertThat(read.values()).endsWith("long", "a jar", "#!/bin/sh\n");
    }

    @Test
    void programsAreExecutableForAllAndNothingElseIs() throws IOException {
        assertThat(read(write("a.tar.xz", contents(false))).keySet())
                .allSatisfy(entry -> assertThat(Integer.toOctalString(entry.getMode() & 0777))
                        .as(entry.getName())
                        .isEqualTo(entry.isDirectory() || entry.getName().endsWith("/squeezebench") ? "755" : "644"));
    }

    @Test
    void theSameFilesGiveTheSameBytesWhoeverPacksThemWheneverInWhateverOrder() throws IOException {
        Path first = write("a.tar.xz", contents(false));
        Files.setLastModifiedTime(folder.resolve("a.jar"), FileTime.from(Instant.parse("2011-11-11T11:11:11Z")));
        Path second = write("b.tar.xz", contents(true));

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
    void progressEndsAtAllBytes() throws IOException {
        List<Long> done = new ArrayList<>();
        BundleContents contents = contents(false);
        new BundleArchive(folder.resolve("a.tar.xz")).write(contents, (at, all) -> {
            done.add(at);
            assertThat(all).isEqualTo(contents.bytes());
        });

        assertThat(done).isSorted().endsWith(19L + contents.manifest().json().length);
    }

    @Test
    void anExistingFileIsNeverOverwritten() throws IOException {
        Path existing = Files.createFile(folder.resolve("a.tar.xz"));

        assertThatThrownBy(() -> BundleArchive.of(existing))
                .hasMessageEndingWith("a.tar.xz: it exists already; remove it, or name another");
    }

    @Test
    void anotherSuffixWouldBeAnotherFormat() {
        assertThatThrownBy(() -> BundleArchive.of(folder.resolve("a.zip"))).hasMessageContaining("a .tar.xz file");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> BundleArchive.of(folder.resolve("none/a.tar.xz")))
                .hasMessageContaining("none' is no folder that can be written to; make it");
    }

    @Test
    void moreThanTheDiskHasIsRefusedBeforeAnythingIsWritten() throws IOException {
        BundleContents small = contents(false);
        Map<String, Entry> entries = new LinkedHashMap<>(small.entries());
        entries.put("huge", new Entry("huge", false, Long.MAX_VALUE / 2, () -> {
            throw new AssertionError("it is not opened");
        }));
        BundleContents huge = new BundleContents(new TreeMap<>(entries), small.parts(), small.manifest());

        assertThatThrownBy(() -> write("b.tar.xz", huge))
                .hasMessageContaining("may need up to")
                .hasMessageContaining("are free there");
        assertThat(folder.resolve("b.tar.xz")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenIsOneLineWithTheCauseAndNothingIsLeft() throws IOException {
        BundleContents contents = contents(false);
        Files.delete(folder.resolve("a.jar"));

        assertThatThrownBy(() -> write("b.tar.xz", contents))
                .hasMessageContaining("--out ")
                .hasMessageContaining("it cannot be written");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("tar.xz"));
    }

    private BundleContents contents(boolean backwards) throws IOException {
        Path launcher = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        List<Entry> entries = new ArrayList<>(List.of(
                Entry.file("squeezebench", launcher),
                Entry.bytes(LONG, "long".getBytes(StandardCharsets.UTF_8)),
                Entry.file("lib/a.jar", Files.writeString(folder.resolve("a.jar"), "a jar"))));
        if (backwards) {
            Collections.reverse(entries);
        }
        return BundleContents.of(List.of(new Part("all", "1", entries)), List.of(), List.of());
    }

    private Path write(String name, BundleContents contents) {
        new BundleArchive(folder.resolve(name)).write(contents, ProgressListener.Task.NONE);
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
}
