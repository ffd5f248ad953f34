package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
    @Test
    void aTemporaryFolderThatTakesNothingMoreIsNamedWithTheRemedy(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("a.jar");
        try (OutputStream stream = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            zip.putNextEntry(new ZipEntry("A.class"));
        }
        Path scratch = folder.resolve("scratch");
        // In the way of the file, since a full disk is not to be had here.
        Files.createDirectories(scratch.resolve("lib/a.jar"));
        Packing packing = new Packing(folder, new Platform("linux-x86-64", "x86_64"), scratch);

        assertThatThrownBy(() -> packing.slim("lib/a.jar", jar, List.of()))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("temporary folder '" + scratch + "'")
                .hasMessageContaining("make room there, or name another by TMPDIR=DIR");
    }

    @Test
    void ofSystemLibrariesTheFirstFolderWinsAndWhatIsMissingIsLeftOut(@TempDir Path folder) throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createFile(first.resolve("libz.so.1"));
        Files.createFile(second.resolve("libz.so.1"));
        Files.createFile(second.resolve("libstdc++.so.6"));

        assertThat(Packing.systemLibraries(List.of(first, folder.resolve("none"), second)))
                .containsOnly(
                        Map.entry("libz.so.1", first.resolve("libz.so.1")),
                        Map.entry("libstdc++.so.6", second.resolve("libstdc++.so.6")));
    }
}
