package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @Test
    void isRemovedWithAllThatIsInIt(@TempDir Path parent) throws IOException {
        try (WorkFolder folder = WorkFolder.in(parent.resolve("missing"))) {
            Files.createDirectory(folder.path().resolve("inner"));
            Files.createFile(folder.path().resolve("inner/file"));
        }

        assertThat(parent.resolve("missing")).isEmptyDirectory();
    }

    /** No user may remove what is in /proc, not even root. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeRemovedStaysWithoutAnError() {
        Path lasting = Path.of("/proc/self/fdinfo");

        assertThatCode(() -> new WorkFolder(lasting).close()).doesNotThrowAnyException();
        assertThat(lasting).isDirectory();
    }
}
