package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.TaskProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFileTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aFileThatIsThereIsNeverOverwritten() throws IOException {
        Path there = Files.createFile(folder.resolve("a.tar.xz"));

        assertThatThrownBy(() -> ArchiveFile.of(there))
                .hasMessageEndingWith("a.tar.xz: it is there already; remove it, or name another");
    }

    @Test
    void anotherSuffixWouldLieAboutTheFormat() {
        assertThatThrownBy(() -> ArchiveFile.of(folder.resolve("a.zip"))).hasMessageContaining("a .tar.xz file");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> ArchiveFile.of(folder.resolve("none/a.tar.xz")))
                .hasMessageContaining("none' is no folder that can be written to; make it");
    }

    @Test
    void moreThanTheDiskHasIsRefusedBeforeAnythingIsWritten() {
        ArchiveFile file = ArchiveFile.of(folder.resolve("a.tar.xz"));
        BundleTree tree = new BundleTree();
        tree.add(new BundleEntry("huge", false, new Huge()));

        assertThatThrownBy(() -> file.write(tree, TaskProgress.HIDDEN))
                .hasMessageContaining("may need up to")
                .hasMessageContaining("are free there");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeWrittenIsOneLineWithTheCause() {
        ArchiveFile file = ArchiveFile.of(folder.resolve("a.tar.xz"));
        BundleTree tree = new BundleTree();
        tree.add(BundleEntry.bytes("a", new byte[1]));
        tree.add(BundleEntry.file("b", folder));

        assertThatThrownBy(() -> file.write(tree, TaskProgress.HIDDEN))
                .hasMessageContaining("--out ")
                .hasMessageContaining("it cannot be written");
        assertThat(folder).isEmptyDirectory();
    }

    /** More bytes than any disk has. */
    private static final class Huge implements BundleEntry.Content {
        @Override
        public long size() {
            return Long.MAX_VALUE;
        }

        @Override
        public InputStream open() {
            throw new AssertionError("nobody should get this far");
        }
    }
}
