package dev.squeezebench.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer on every reader of users' files, each in a process of its own and from the files that are right. {@code .ci/run}
 * calls it by name with the profile that has Jazzer: its agent would print warnings into {@code mvn verify}. Seconds for
 * each format are the system property {@code fuzz.seconds}.
 */
class FuzzCheck {
    private static final String SECONDS_FOR_ONE_FILE = "10";
    private static final Path FOLDER = Parts.committed("harness/cli/target/fuzz");

    @ParameterizedTest
    @EnumSource
    void nothingButTheDocumentedExceptionsComesOutOfAReader(FuzzedFormat format) throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve(format.name()));
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        List<byte[]> seeds = format.file().seeds();
        for (int seed = 0; seed < seeds.size(); seed++) {
            Files.write(corpus.resolve("seed-" + seed), seeds.get(seed));
        }
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command(format, folder, corpus))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitCode = process.waitFor();

        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        said.lines().filter(line -> line.startsWith("Done ")).forEach(line -> System.out.println(format + ": " + line));
        assertThat(exitCode).as(said).isZero();
    }

    private static List<String> command(FuzzedFormat format, Path folder, Path corpus) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // In CI a process lives for seconds, by hand for hours.
                "-XX:TieredStopAtLevel=" + (Integer.getInteger("fuzz.seconds", 5) <= 60 ? 1 : 4),
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+EnableDynamicAgentLoading",
                "-Droot.dir=" + Objects.requireNonNull(System.getProperty("root.dir")),
                "-Dfuzz.format=" + format.name(),
                "-Dfuzz.folder=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + ReaderFuzzer.class.getName(),
                "--instrumentation_includes=dev.squeezebench.**:com.google.protobuf.**:com.google.flatbuffers.**",
                "--custom_hook_includes=dev.squeezebench.**",
                "--instrumentation_excludes=dev.squeezebench.cli.fuzz.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-timeout=" + SECONDS_FOR_ONE_FILE,
                "-max_total_time=" + Integer.getInteger("fuzz.seconds", 5),
                // libFuzzer's own words for as many as fit and for another seed each time.
                "-runs=" + Integer.getInteger("fuzz.runs", -1),
                "-seed=" + Integer.getInteger("fuzz.seed", 0),
                corpus.toString());
    }
}
