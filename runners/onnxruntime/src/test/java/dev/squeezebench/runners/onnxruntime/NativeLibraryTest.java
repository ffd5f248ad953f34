package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
    private final Path folder;

    NativeLibraryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aKilledProcessLeavesNoLibraryBehind() throws Exception {
        assertThat(ProbeProcess.run(folder)).startsWith("Usable");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)
                            .filter(file -> file.toString().contains("onnxruntime")))
                    .isEmpty();
        }
    }

    @Test
    void aLibraryThatIsNoneIsOneLineWithARemedy() throws Exception {
        Path garbage = Files.createDirectory(folder.resolve("garbage"));
        for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
            Files.writeString(garbage.resolve(System.mapLibraryName(library)), "not a library");
        }
        String answer = ProbeProcess.run(folder, "-D" + NativeLibrary.PATH_PROPERTY + '=' + garbage);
        assertThat(answer)
                .startsWith("Unusable[reason=ONNX Runtime's library cannot be linked on ")
                .contains("remedy=use the library of this platform")
                .hasLineCount(1);
    }

    @Test
    void aPlatformWithoutALibraryIsNamed() {
        assertThatThrownBy(() -> new NativeLibrary(new Platform("plan9-mips")).load())
                .isInstanceOf(NativeLibraryException.class)
                .hasMessage("no ONNX Runtime library for plan9-mips is packed here: "
                        + "build the distribution on this platform, or name a folder with its libraries");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, osx-aarch64",
        "Windows 11, amd64, win-x64",
        "Linux, riscv64, linux-riscv64"
    })
    void platformsAreNamedAsTheRuntimeNamesThem(String system, String processor, String name) {
        Properties properties = new Properties();
        properties.setProperty("os.name", system);
        properties.setProperty("os.arch", processor);
        assertThat(Platform.of(properties).name()).isEqualTo(name);
    }
}
