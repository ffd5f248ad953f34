package dev.squeezebench.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.FlameGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollapsedStacksTest {
    private final Path file;

    CollapsedStacksTest(@TempDir Path folder) {
        file = folder.resolve("flame.collapsed");
    }

    /** The format of Brendan Gregg's stackcollapse scripts; frames of C++ have spaces. */
    @Test
    void theInnermostFramesAreAddedUp() throws Exception {
        Files.writeString(file, """
                start_thread;java/lang/Thread.run;dev.Main.loop;Java_ai_onnxruntime_run;libonnxruntime.so 90
                start_thread;worker;libonnxruntime.so 5
                start_thread;void tflite::Gemm(int, float const*) 3
                alone 2
                """);

        CollapsedStacks stacks = CollapsedStacks.read(file);

        assertThat(stacks.total()).isEqualTo(100);
        assertThat(stacks.top())
                .containsExactly(
                        new FlameGraph.Frame("libonnxruntime.so", 95),
                        new FlameGraph.Frame("void tflite::Gemm(int, float const*)", 3),
                        new FlameGraph.Frame("alone", 2));
    }

    @Test
    void whoAskedForMemoryIsShown() throws Exception {
        Files.writeString(file, "main;run;malloc_hook 4096\nrealloc_hook 1\n");

        assertThat(CollapsedStacks.read(file).top())
                .containsExactly(new FlameGraph.Frame("run", 4096), new FlameGraph.Frame("realloc_hook", 1));
    }

    @Test
    void anotherFileIsRefused() throws Exception {
        Files.writeString(file, "<html>\n");
        assertThatThrownBy(() -> CollapsedStacks.read(file)).isInstanceOf(UnreadableFileException.class);
        Files.writeString(file, "");
        assertThat(CollapsedStacks.read(file).total()).isZero();
    }
}
