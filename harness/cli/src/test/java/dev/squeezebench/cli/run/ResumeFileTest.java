package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.plan.UserFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeFileTest {
    private static final UserFile FIRST = new UserFile("--checkpoint", Path.of("/a,b/\"net\"\n"), "ab".repeat(32));
    private static final UserFile SECOND = new UserFile("--checkpoint", Path.of("relative/net"), "cd".repeat(32));

    private final Path folder;
    private final ResumeFile file;

    ResumeFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = new RunFiles(folder).resume();
    }

    @Test
    void pathsComeBackAbsoluteWhateverTheirNamesAndInOrder() throws IOException {
        file.write(List.of(FIRST, SECOND));

        assertThat(file.read()).containsExactly(FIRST, SECOND);
        assertThat(ResumeFile.paths(file.read()))
                .isEqualTo(Map.of(
                        "--checkpoint",
                        List.of(FIRST.path(), Path.of("relative/net").toAbsolutePath())));
    }

    @Test
    void aRunWithoutFilesOfTheUsersLeavesNone() throws IOException {
        file.write(List.of());

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderWithoutItCannotGoOn() {
        assertThatThrownBy(file::read).isInstanceOf(UserException.class).hasMessageContaining("no resume.json");
    }

    @Test
    void aDamagedOneIsNamed() throws IOException {
        Files.writeString(file.file(), "{\"files\":[{\"flag\":1}]}");

        assertThatThrownBy(file::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("resume.json is damaged (field files[0].flag is not a text)");
    }

    @Test
    void aFileThatChangedOrIsGoneIsRefusedByName() {
        UserFile changed = new UserFile(SECOND.flag(), SECOND.path(), "ef".repeat(32));

        assertThatCode(() -> ResumeFile.insistOnSame(List.of(FIRST, SECOND), List.of(FIRST, SECOND)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ResumeFile.insistOnSame(List.of(FIRST, SECOND), List.of(FIRST, changed)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--checkpoint " + SECOND.path() + " is not what it was");
        assertThatThrownBy(() -> ResumeFile.insistOnSame(List.of(FIRST, SECOND), List.of(FIRST)))
                .isInstanceOf(UserException.class);
    }
}
