package dev.squeezebench.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlameFilesTest {
    /** As async-profiler 4.6 writes it: names in order, each after the count of characters that it shares with the last. */
    private static final String HTML = """
            <script>
            const cpool = [
            'all',
            ' /home/ada/.cache/libx.so',
            '+.tmp/liby.so (deleted)',
            ' it\\'s::a',
            '&b'
            ];
            unpack(cpool);
            </script>
            """;

    private final Path from;
    private final Path to;

    FlameFilesTest(@TempDir Path folder) {
        from = folder.resolve("from");
        to = folder.resolve("to");
    }

    @Test
    void aLibraryIsNamedWithoutItsFolder() throws Exception {
        Files.writeString(from, HTML);

        FlameFiles.html(from, to);

        assertThat(to).content().isEqualTo("""
                <script>
                const cpool = [
                'all',
                ' libx.so',
                ' liby.so (deleted)',
                ' it\\'s::a',
                ' it\\'s::b'
                ];
                unpack(cpool);
                </script>
                """);
    }

    @Test
    void aPageOfAnotherFormIsRefused() throws Exception {
        for (String other : new String[] {
            "<html></html>", HTML.replace("];", ""), HTML.replace("'+.tmp", "'~.tmp"), HTML.replace("'&b'", "b")
        }) {
            Files.writeString(from, other);
            assertThatThrownBy(() -> FlameFiles.html(from, to)).isInstanceOf(UnreadableFileException.class);
        }
    }

    @Test
    void stacksLoseTheFoldersToo() throws Exception {
        Files.writeString(from, "main;java/lang/Thread.run;/home/ada/libx.so 7\n/tmp/a b/liby.so 1\n");

        FlameFiles.collapsed(from, to);

        assertThat(to).content().isEqualTo("main;java/lang/Thread.run;libx.so 7\nliby.so 1\n");
    }
}
