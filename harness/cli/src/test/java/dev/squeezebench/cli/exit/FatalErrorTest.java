package dev.squeezebench.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FatalErrorTest {
    @TempDir
    private Path home = Path.of("unset");

    static Stream<Object[]> errors() {
        return Stream.of(
                new Object[] {new OutOfMemoryError("Java heap space"), 2},
                new Object[] {new OutOfMemoryError("Requested array size exceeds VM limit"), 2},
                new Object[] {new OutOfMemoryError("unable to create native thread: possibly out of memory"), 5},
                new Object[] {new NoClassDefFoundError("picocli/CommandLine"), 5},
                new Object[] {new ClassFormatError("x"), 5},
                new Object[] {new UnsatisfiedLinkError("failed to map segment"), 5},
                new Object[] {new InvalidPathException("a\u0000b", "x"), 2},
                new Object[] {new StackOverflowError(), 70},
                new Object[] {new AssertionError("x"), 70},
                new Object[] {new ExceptionInInitializerError("x"), 70},
                new Object[] {new IllegalStateException("x"), 70});
    }

    @ParameterizedTest
    @MethodSource("errors")
    void noErrorWhateverIsExitCodeOne(Throwable thrown, int code) {
        FatalError error = FatalError.of(thrown, home, Map.of());

        assertThat(error.exitCode().code()).isEqualTo(code);
        assertThat(error.line()).isNotBlank().doesNotContain("\n").doesNotContain("\u0000");
    }

    @Test
    void tooLittleMemoryNamesTheVariableThatChoseIt() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");

        assertThat(FatalError.of(error, home, Map.of()).line()).contains("raise it by _JAVA_OPTIONS=-Xmx4g");
        assertThat(FatalError.of(error, home, Map.of("_JAVA_OPTIONS", "-Xmx64m"))
                        .line())
                .contains("_JAVA_OPTIONS is '-Xmx64m', raise its -Xmx");
    }

    @Test
    void aJarThatIsCutIsNamed() throws IOException {
        jar("a.jar", "");
        byte[] whole = Files.readAllBytes(jar("b.jar", ""));
        Files.write(home.resolve("lib/b.jar"), java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThat(FatalError.of(new NoClassDefFoundError("picocli/CommandLine"), home, Map.of())
                        .line())
                .startsWith("'" + home.resolve("lib/b.jar") + "' is damaged")
                .endsWith("unpack or build squeezebench again");
    }

    @Test
    void aJarThatIsMissingIsNamed() throws IOException {
        jar("cli.jar", "a.jar b.jar");
        jar("a.jar", "");

        assertThat(FatalError.of(new NoClassDefFoundError("picocli/CommandLine"), home, Map.of())
                        .line())
                .startsWith("'" + home.resolve("lib/b.jar") + "' is missing");
    }

    private Path jar(String name, String needed) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, needed);
        Path jar = Files.createDirectories(home.resolve("lib")).resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.flush();
        }
        return jar;
    }
}
