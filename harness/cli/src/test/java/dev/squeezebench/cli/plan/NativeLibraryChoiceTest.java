package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** With a package of two libraries that no network is asked for. */
class NativeLibraryChoiceTest {
    private static final String LINUX = "linux-x86-64";

    private final Path folder;
    private final List<RunnerDistribution> runners;
    private final List<String> fetched = new ArrayList<>();
    private final StringWriter err = new StringWriter();

    NativeLibraryChoiceTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        describe("onnxruntime", """
                takesNativeLibrary=true
                nativeLibraryFiles=*engine*
                nativePackages=engine_gpu
                nativePackage.engine_gpu.artifact=org.example:engine_gpu
                nativePackage.engine_gpu.linux-x86-64=native/linux-x64
                """);
        describe("tflite", "");
        runners = RunnerDistribution.find(folder);
    }

    @Test
    void aPackageIsUnpackedIntoTheCacheInTheVersionThatIsMeasured() throws IOException {
        List<RunnerDistribution> older = List.of(runners.get(0).inVersion("0.9", List.of()), runners.get(1));

        List<RunnerDistribution> chosen = choose("engine_gpu", older, LINUX);

        Path unpacked = chosen.get(0).nativeLibrary().orElseThrow();
        assertThat(unpacked).startsWith(folder.resolve("cache"));
        assertThat(unpacked.resolve("libengine.so")).hasContent("code");
        assertThat(unpacked.resolve("package.txt")).hasContent("engine_gpu@0.9");
        assertThat(fetched).containsExactly("org.example:engine_gpu 0.9");
        assertThat(chosen.get(1).nativeLibrary()).isEmpty();
        assertThat(NativeLibraryChoice.files(option("engine_gpu"), chosen))
                .singleElement()
                .satisfies(file -> assertThat(file.path()).isEqualTo(unpacked));
    }

    @Test
    void eachOfSeveralVersionsHasThePackageOfItsOwn() throws IOException {
        List<RunnerDistribution> both = List.of(runners.get(0), runners.get(0).inVersion("0.9", List.of()));

        List<RunnerDistribution> chosen = choose("engine_gpu", both, LINUX);

        assertThat(chosen.get(0).nativeLibrary().orElseThrow().resolve("package.txt"))
                .hasContent("engine_gpu@1.0");
        assertThat(chosen.get(1).nativeLibrary().orElseThrow().resolve("package.txt"))
                .hasContent("engine_gpu@0.9");
        assertThat(NativeLibraryChoice.files(option("engine_gpu"), chosen)).hasSize(1);
    }

    @Test
    void oneLibraryIsNotMeasuredUnderTwoVersions() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        List<RunnerDistribution> both = List.of(runners.get(0), runners.get(0).inVersion("0.9", List.of()));

        assertThatThrownBy(() -> choose(own.toString(), both, LINUX))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a library has one version");
    }

    @Test
    void aRunDependsOnTheFilesThatTheDescriptorNames() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("libengine.so"), "code");
        Files.writeString(own.resolve("notes.txt"), "as it was");
        String before = digest(own);

        Files.writeString(own.resolve("notes.txt"), "changed");
        assertThat(digest(own)).isEqualTo(before);
        Files.writeString(own.resolve("libengine.so"), "changed");
        assertThat(digest(own)).isNotEqualTo(before);
    }

    private String digest(Path own) throws IOException {
        return NativeLibraryChoice.files(option(own.toString()), choose(own.toString(), runners, LINUX))
                .get(0)
                .sha256();
    }

    @Test
    void aFolderThatIsCalledLikeAPackageIsNamedWithItsPath() throws IOException {
        Path own = Files.createDirectory(folder.resolve("engine_gpu"));

        assertThat(choose(own.toString(), runners, LINUX).get(0).nativeLibrary())
                .contains(own);
        assertThat(fetched).isEmpty();
    }

    @Test
    void whereThePackageHasNothingForThePlatformItIsNotFetched() {
        assertThatThrownBy(() -> choose("engine_gpu", runners, "linux-aarch64"))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessage(
                        "--native-library engine_gpu: it has libraries for linux-x86-64, not for linux-aarch64; name a"
                                + " build of your own, a file or a folder");
        assertThat(fetched).isEmpty();
    }

    @Test
    void whatIsNeitherPathNorPackageIsRefusedWithThePackagesThatThereAre() {
        assertThatThrownBy(() -> choose("engine-gpu", runners, LINUX))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("--native-library engine-gpu: there is no such file or folder; check the path, or name a"
                        + " package: engine_gpu");
    }

    @Test
    void aPackageThatCannotBeHadIsNotUsable() {
        assertThatThrownBy(() -> NativeLibraryChoice.apply(
                        option("engine_gpu"),
                        runners,
                        new NativePackages(
                                console(),
                                folder.resolve("cache"),
                                (artifact, version, listener) -> {
                                    throw new RuntimeResolutionException("cannot get it: offline", new IOException());
                                },
                                LINUX)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessage("--native-library engine_gpu: cannot get it: offline");
    }

    @Test
    void nothingIsFetchedWhereNothingWasNamed() throws IOException {
        assertThat(NativeLibraryChoice.apply(new NativeLibraryOption(), runners, packages(LINUX)))
                .isEqualTo(runners);
        assertThat(fetched).isEmpty();
    }

    private List<RunnerDistribution> choose(String word, List<RunnerDistribution> among, String platform)
            throws IOException {
        return NativeLibraryChoice.apply(option(word), among, packages(platform));
    }

    private static NativeLibraryOption option(String word) {
        NativeLibraryOption option = new NativeLibraryOption();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(option)).parseArgs("--native-library=" + word);
        return option;
    }

    private NativePackages packages(String platform) {
        return new NativePackages(
                console(),
                folder.resolve("cache"),
                (artifact, version, listener) -> {
                    fetched.add(artifact.group() + ':' + artifact.name() + ' ' + version);
                    return jar();
                },
                platform);
    }

    private Console console() {
        CommandLine command =
                new CommandLine(CommandLine.Model.CommandSpec.create()).setErr(new PrintWriter(err, true));
        return Console.of(command, new ConsoleOptions(), new Surroundings(folder, false, false, Map.of()));
    }

    private Path jar() {
        Path jar = folder.resolve("engine.jar");
        try (OutputStream stream = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            zip.putNextEntry(new ZipEntry("native/linux-x64/libengine.so"));
            zip.write(new byte[] {'c', 'o', 'd', 'e'});
            zip.closeEntry();
            return jar;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void describe(String name, String more) throws IOException {
        Path runner = Files.createDirectories(folder.resolve("runners").resolve(name));
        Files.createFile(runner.resolve("b.jar"));
        Files.writeString(
                runner.resolve("runner.properties"),
                "name=" + name
                        + "\nruntimeVersion=1.0\nmodelFormat=onnx\naccelerations=cpu\nonProcessor=cpu\njar=b.jar\n"
                        + more);
    }
}
