package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {
    private final Path folder;

    NativeLibraryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aPlatformWithoutALibraryIsAReasonWithARemedyEachTime() throws IOException, InterruptedException {
        ChildJvm.Ended ended = ChildJvm.run(
                folder, List.of("-Dorg.bytedeco.javacpp.platform=plan9-mips"), ProbeHere.class, "xnnpack", "builtin");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("Unusable[reason=TensorFlow Lite has no library that loads on plan9-mips (")
                .contains("with classifier plan9-mips on the class path")
                .contains("remedy=use a distribution that was built on this platform"));
    }

    @Test
    void librariesAreUnpackedIntoTheCacheAndNotIntoTheHome() throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("home"));
        ChildJvm.Ended ended = ChildJvm.run(folder, List.of("-Duser.home=" + home), ProbeHere.class, "builtin");

        assertThat(ended.output()).contains("Usable[runtime=RuntimeInfo[version=2.21.0");
        assertThat(home.resolve(".javacpp")).doesNotExist();
    }

    @Test
    void theBindingsDoNotLimitTheModelsMemory() throws IOException, InterruptedException {
        assertThat(ChildJvm.run(folder, List.of("-Xmx64m"), PrintLimits.class).output())
                .isEqualToIgnoringNewLines("0 0");
    }
}
