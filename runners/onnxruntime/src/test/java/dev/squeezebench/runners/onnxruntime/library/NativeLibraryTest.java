package dev.squeezebench.runners.onnxruntime.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.runners.onnxruntime.ProbeProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
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
    @EnabledOnOs(OS.LINUX)
    void aLibraryIsFoundAsNpmAndOwnBuildsLeaveIt() throws Exception {
        Path npm = Files.createDirectories(folder.resolve("npm/bin/napi-v6/linux/x64"));
        Path file = unpack("onnxruntime", npm.resolve("libonnxruntime.so.1"));
        assertThat(GivenLibrary.at(folder.resolve("npm")).file()).isEqualTo(file);
        assertThat(GivenLibrary.at(npm).file()).isEqualTo(file);
        assertThat(GivenLibrary.at(file).file()).isEqualTo(file);
        assertThat(SymbolVersion.in(file)).isPresent();
        for (Path given : new Path[] {folder.resolve("npm"), npm, file}) {
            assertThat(ProbeProcess.run(folder, "-D" + Runner.NATIVE_LIBRARY + '=' + given))
                    .startsWith("Usable[");
        }
    }

    /** The command packs a bundle by the descriptor and loads no runner; both have to look in the same places. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theDescriptorNamesTheSamePlaces() throws Exception {
        Properties descriptor = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/dist/runner.properties"))) {
            descriptor.load(reader);
        }
        assertThat(descriptor.getProperty("nativeLibraryFolders")).isEqualTo(String.join(",", GivenLibrary.FOLDERS));
        assertThat(descriptor.getProperty("nativeLibraryNames")).isEqualTo(String.join(",", GivenLibrary.names()));
    }

    @Test
    void whatWasUnpackedFromAPackageSaysWhichAndTheRestIsCalledGiven() throws Exception {
        Path file = Files.createFile(folder.resolve(System.mapLibraryName("onnxruntime")));
        NativeLibrary library = new NativeLibrary(Platform.of(System.getProperties()), Optional.of(folder));
        assertThat(library.origin()).isEqualTo("given");
        Files.writeString(file.resolveSibling("package.txt"), "onnxruntime_gpu@1.29.0\n");
        assertThat(library.origin()).isEqualTo("onnxruntime_gpu@1.29.0");
        Files.createFile(folder.resolve(System.mapLibraryName("onnxruntime_providers_cuda")));
        Files.createFile(folder.resolve(System.mapLibraryName("onnxruntime_providers_cuda") + ".sha256"));
        assertThat(GivenLibrary.at(folder).providers())
                .containsExactly(folder.resolve(System.mapLibraryName("onnxruntime_providers_cuda")));
    }

    @Test
    void aFolderWithoutALibraryIsNamed() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(ProbeProcess.run(folder, "-D" + Runner.NATIVE_LIBRARY + '=' + empty))
                .isEqualTo(
                        "Unusable[reason=there is no " + System.mapLibraryName("onnxruntime") + " in '" + empty
                                + "', remedy=name the library or its folder by --native-library, elsewhere=false, fromOutside=false]\n");
    }

    /** Loading it would fail half way, and ONNX Runtime would be of no use in that process any more. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLibraryOfAnotherVersionIsRefusedBeforeItIsLoaded() throws Exception {
        Path file = unpack("onnxruntime", folder.resolve("libonnxruntime.so"));
        String own = SymbolVersion.in(file).orElseThrow();
        Files.write(
                file,
                new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .replace("VERS_" + own, "VERS_9" + own.substring(1))
                        .getBytes(StandardCharsets.ISO_8859_1));
        String other = '9' + own.substring(1);
        assertThat(ProbeProcess.run(folder, "-D" + Runner.NATIVE_LIBRARY + '=' + file))
                .isEqualTo("Unusable[reason=libonnxruntime.so is ONNX Runtime " + other
                        + ", and the Java classes here are of " + own + ", remedy=name a library of " + own
                        + ", or take the classes of " + other + " by --runtime onnxruntime@" + other
                        + ", elsewhere=false, fromOutside=false]\n");
    }

    @Test
    void aFileThatIsNoElfFileHasNoSymbolVersion() throws Exception {
        assertThat(SymbolVersion.in(Files.createFile(folder.resolve("empty")))).isEmpty();
        assertThat(SymbolVersion.in(Files.writeString(folder.resolve("text"), "VERS_1.2.3\0")))
                .isEmpty();
        assertThat(SymbolVersion.in(Files.writeString(folder.resolve("elf"), "\u007fELF VERS_1.2.3\0")))
                .hasValue("1.2.3");
        assertThat(SymbolVersion.in(Files.writeString(folder.resolve("cut"), "\u007fELF VERS_")))
                .isEmpty();
    }

    private static Path unpack(String library, Path to) throws IOException {
        String resource = Platform.of(System.getProperties()).resource(library);
        try (InputStream in = Objects.requireNonNull(OrtEnvironment.class.getResourceAsStream(resource))) {
            Files.copy(in, to);
        }
        return to;
    }

    @Test
    void aPlatformWithoutALibraryIsNamed() {
        assertThatThrownBy(() -> new NativeLibrary(new Platform("plan9-mips"), Optional.empty()).load())
                .isInstanceOf(NativeLibraryException.class)
                .hasMessage("no ONNX Runtime library for plan9-mips is packed here: "
                        + "build the distribution on this platform, or name a library by --native-library");
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
