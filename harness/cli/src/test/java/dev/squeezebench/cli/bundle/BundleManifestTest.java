package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleManifestTest {
    /** The digest of "abc" in FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final List<String> FILES = List.of(
            "squeezebench",
            "lib/a.jar",
            "runners/onnxruntime/benchmarks.jar",
            "runners/onnxruntime/native/libonnxruntime.so",
            "runtime/lib/modules",
            "system/libz.so.1/libz.so.1",
            "files/1/net/gro\u00df.onnx");

    @TempDir
    private Path home = Path.of("unset");

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        BundleManifest manifest = new BundleManifest(
                Map.of("java", "17.0.15", "onnxruntime", "1.29.0"),
                List.of("--target=onnxruntime:cpu", "--quick=true"),
                List.of(new BundleManifest.PackedFile("--model", "files/1/net/gro\u00df.onnx")),
                Map.of("lib/a.jar", ABC));
        Files.write(home.resolve("bundle.json"), manifest.json());

        assertThat(BundleManifest.in(home)).contains(manifest);
    }

    @Test
    void filesAreArgumentsWhereTheyAreNow() {
        BundleManifest manifest = new BundleManifest(
                Map.of(),
                List.of("--rounds=2"),
                List.of(new BundleManifest.PackedFile("--model", "files/1/a/net.onnx")),
                Map.of());

        assertThat(manifest.arguments(Path.of("/else where")))
                .containsExactly("--rounds=2", "--model=/else where/files/1/a/net.onnx");
    }

    @Test
    void aDistributionWithoutAManifestIsNoBundle() {
        assertThat(BundleManifest.in(home)).isEmpty();
    }

    @Test
    void aBundleWithoutItsManifestIsDamaged() throws IOException {
        Files.createDirectory(home.resolve("runtime"));

        assertDamaged(() -> BundleManifest.in(home), "bundle.json is missing");
    }

    @Test
    void aCutManifestIsDamaged() throws IOException {
        Files.writeString(home.resolve("bundle.json"), "{\"contents\":{},\"flags\":[");

        assertDamaged(() -> BundleManifest.in(home), "bundle.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds=2", "17.0.15", "lib/a.jar", "ba78", "files/1"})
    void anEditedManifestIsDamaged(String part) throws IOException {
        BundleManifest manifest = new BundleManifest(
                Map.of("java", "17.0.15"),
                List.of("--rounds=2"),
                List.of(new BundleManifest.PackedFile("--model", "files/1/a/net.onnx")),
                Map.of("lib/a.jar", ABC));
        Files.write(home.resolve("bundle.json"), manifest.json());
        Files.writeString(
                home.resolve("bundle.json"),
                Files.readString(home.resolve("bundle.json")).replace(part, part.substring(1)));

        assertDamaged(() -> BundleManifest.in(home), "bundle.json was changed");
    }

    @Test
    void aWholeBundleIsAccepted() throws IOException {
        BundleManifest manifest = bundle();
        // Runs leave these.
        Files.createDirectories(home.resolve("cache/models"));
        Files.createFile(home.resolve("cache/models/x.onnx"));

        assertThatCode(() -> manifest.check(home)).doesNotThrowAnyException();
    }

    @Test
    void everyChangedFileIsNamed() throws IOException {
        for (String file : FILES) {
            BundleManifest manifest = bundle();
            Files.writeString(home.resolve(file), "abd");

            assertDamaged(() -> manifest.check(home), "'" + file + "' was changed");
        }
    }

    @Test
    void everyMissingFileIsNamed() throws IOException {
        for (String file : FILES) {
            BundleManifest manifest = bundle();
            Files.delete(home.resolve(file));

            assertDamaged(() -> manifest.check(home), "'" + file + "' is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib/b.jar", "runners/tflite/benchmarks.jar", "runtime/lib/libz.so", "system/x"})
    void anAddedFileIsNamed(String file) throws IOException {
        BundleManifest manifest = bundle();
        Files.createDirectories(home.resolve(file).resolveSibling(""));
        Files.createFile(home.resolve(file));

        assertDamaged(() -> manifest.check(home), "'" + file + "' was added");
    }

    private BundleManifest bundle() throws IOException {
        Map<String, String> hashes = new HashMap<>();
        for (String file : FILES) {
            Files.createDirectories(home.resolve(file).resolveSibling(""));
            Files.writeString(home.resolve(file), "abc");
            hashes.put(file, ABC);
        }
        return new BundleManifest(Map.of(), List.of(), List.of(), hashes);
    }

    private static void assertDamaged(ThrowingCallable action, String problem) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageContaining(problem)
                .hasMessageEndingWith("unpack it again");
    }
}
