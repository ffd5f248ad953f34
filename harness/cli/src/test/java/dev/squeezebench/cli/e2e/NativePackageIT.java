package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.RunnerDistribution;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --native-library onnxruntime_gpu} where Maven's local repository has the package: nothing comes from the network. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class NativePackageIT {
    private static final String LIBRARY = "libonnxruntime.so";
    private static final int SIZE = 24 << 20;
    private static final int USAGE = 2;
    private static final int NOT_USABLE = 5;

    private final Path folder;
    private final Path cache;
    private final Path jar;

    NativePackageIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.cache = folder.resolve("cache");
        this.jar = publish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "doctor", "bundle"})
    void everyCommandThatTakesItUnpacksIntoTheCacheThatIsNamed(String name) throws Exception {
        Command.Ended ended = run(name, "--native-library", "onnxruntime_gpu", "--cache", cache.toString());

        assertThat(unpacked()).as(ended.all()).hasSize(1);
        assertThat(unpacked().get(0)).hasSize(SIZE);
        assertThat(ended.all()).contains(cache.toString());
    }

    @Test
    void twoProcessesAtOnceGetTheSameWholeLibrary() throws Exception {
        String[] words = {"list", "--native-library", "onnxruntime_gpu", "--cache", cache.toString()};
        try (RunningCommand one = start(words);
                RunningCommand other = start(words)) {
            assertThat(one.end().exitCode()).isZero();
            assertThat(other.end().exitCode()).isZero();
        }

        assertThat(unpacked()).singleElement().satisfies(library -> assertThat(library)
                .hasBinaryContent(library()));
        try (Stream<Path> all = Files.walk(cache)) {
            assertThat(all.map(path -> path.getFileName().toString())).noneMatch(each -> each.contains(".tmp-"));
        }
    }

    @Test
    void nothingIsFetchedForARunThatCannotBeginOrDoesNotUseIt() throws Exception {
        Command.Ended typo = measure("--workload", "bert-tinny");
        assertThat(typo.exitCode()).as(typo.all()).isEqualTo(USAGE);
        assertThat(typo.err()).contains("bert-tinny", "did you mean");
        Command.Ended dtype = measure("--workload", "bert-tiny", "--dtype", "float61");
        assertThat(dtype.exitCode()).as(dtype.all()).isEqualTo(USAGE);
        Command.Ended unused = measure("--workload", "bert-tiny", "--target", "tflite:xnnpack");
        assertThat(unused.exitCode()).as(unused.all()).isEqualTo(USAGE);
        assertThat(unused.err()).contains("no selected target takes it");
        assertThat(cache.resolve("libraries")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SIZE / 2})
    void aPackageThatIsCutIsNamedInOneLine(int length) throws Exception {
        Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), length));

        Command.Ended ended = measure("--workload", "bert-tiny");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(NOT_USABLE);
        assertThat(ended.err()).contains(jar.getFileName().toString(), "the jar is damaged", "downloaded again");
        assertThat(ended.err().lines().filter(line -> line.startsWith("squeezebench: ")))
                .hasSize(1);
    }

    private Command.Ended measure(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--native-library",
                "onnxruntime_gpu",
                "--cache",
                cache.toString(),
                "--out",
                folder.resolve("out").toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private Command.Ended run(String... words) throws IOException, InterruptedException {
        try (RunningCommand running = start(words)) {
            return running.end();
        }
    }

    private RunningCommand start(String... words) throws IOException {
        return Command.built()
                .startIn(
                        folder,
                        Map.of("JAVA_TOOL_OPTIONS", "-Dmaven.repo.local=" + folder.resolve("repository")),
                        words);
    }

    private List<Path> unpacked() throws IOException {
        try (Stream<Path> all = Files.walk(cache.resolve("libraries"))) {
            return all.filter(file -> file.getFileName().toString().equals(LIBRARY))
                    .toList();
        }
    }

    /** Noise, so that unpacking takes a moment; no runtime can load it. */
    private static byte[] library() {
        byte[] bytes = new byte[SIZE];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private Path publish() throws IOException {
        String version = RunnerDistribution.find(Command.built().distribution()).stream()
                .filter(RunnerDistribution::takesNativeLibrary)
                .findFirst()
                .orElseThrow()
                .runtimeVersion();
        Path home = Files.createDirectories(folder.resolve("repository/com/microsoft/onnxruntime/onnxruntime_gpu")
                .resolve(version));
        String name = "onnxruntime_gpu-" + version;
        Files.writeString(
                home.resolve(name + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>com.microsoft.onnxruntime</groupId>"
                        + "<artifactId>onnxruntime_gpu</artifactId><version>" + version + "</version></project>");
        Path file = home.resolve(name + ".jar");
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            zip.putNextEntry(new ZipEntry("ai/onnxruntime/native/linux-x64/" + LIBRARY));
            zip.write(library());
        }
        return file;
    }
}
