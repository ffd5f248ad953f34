package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.core.RunnerDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the descriptor that the ONNX Runtime runner really has. */
class NativeFilesTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void npmsPackageGivesTheLibraryOfThisPlatformWithWhatLiesBesideIt() throws IOException {
        Path library = folder.resolve("bin/napi-v6/linux/x64");
        files(library, "libonnxruntime.so.1", "libvulkan.so.1", "onnxruntime_binding.node", "vk_swiftshader_icd.json");
        files(folder.resolve("bin/napi-v6/win32/x64"), "onnxruntime.dll");

        NativeFiles found = NativeFiles.of(folder, runner());

        assertThat(found.library()).isEqualTo(library.resolve("libonnxruntime.so.1"));
        assertThat(found.files().keySet())
                .containsExactly("libonnxruntime.so.1", "libvulkan.so.1", "vk_swiftshader_icd.json");
    }

    @Test
    void aFileOfAnyNameIsTaken() throws IOException {
        files(folder, "mine.so", "libonnxruntime.so", "libonnxruntime_providers_cuda.so", "package.txt");

        assertThat(NativeFiles.of(folder.resolve("mine.so"), runner()).files().keySet())
                .containsExactly("libonnxruntime_providers_cuda.so", "mine.so", "package.txt");
    }

    @Test
    void aFolderWithoutItIsRefused() {
        assertThatThrownBy(() -> NativeFiles.of(folder, runner()))
                .hasMessageContaining("there is no libonnxruntime.so or libonnxruntime.so.1 in it");
    }

    private static void files(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of(names)) {
            Files.createFile(folder.resolve(name));
        }
    }

    private static RunnerDescriptor runner() throws IOException {
        return RunnerDescriptor.in(Path.of(System.getProperty("root.dir")).resolve("runners/onnxruntime/src/dist"));
    }
}
