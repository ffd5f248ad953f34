package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLibrariesTest {
    @Test
    void theFirstFolderThatHasOneWinsAndWhatIsNowhereIsLeftOut(@TempDir Path folder) throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createFile(first.resolve("libz.so.1"));
        Files.createFile(second.resolve("libz.so.1"));
        Files.createFile(second.resolve("libstdc++.so.6"));

        assertThat(new SystemLibraries(List.of(first, folder.resolve("none"), second)).found())
                .containsOnly(
                        Map.entry("libz.so.1", first.resolve("libz.so.1")),
                        Map.entry("libstdc++.so.6", second.resolve("libstdc++.so.6")));
    }
}
