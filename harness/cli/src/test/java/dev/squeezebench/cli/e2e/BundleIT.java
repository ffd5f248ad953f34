package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.e2e.Command.Ended;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle in a folder with nothing else, started with no environment variable at all. */
@Tag("slow")
class BundleIT {
    private static final long MOST_BYTES = 64L << 20;
    private static final String OLD = "onnxruntime@1.26.0";
    private static final String NEW = "onnxruntime@1.29.0";
    private static final Path MODEL =
            Command.property("root.dir").resolve("harness/cli/src/test/resources/models/classifier.onnx");

    @TempDir
    private static Path folder = Path.of("unset");

    private static Ended packed = new Ended(-1, "", "");

    @BeforeAll
    static void packOnce() throws IOException, InterruptedException {
        packed = Command.built()
                .run(
                        "bundle",
                        "--workload",
                        Command.TINY,
                        "--model",
                        MODEL.toString(),
                        "--shape",
                        "input_ids=1x8,attention_mask=1x8",
                        "--target",
                        "onnxruntime:cpu",
                        "--runtime",
                        OLD + ',' + NEW,
                        "--quick",
                        "--rounds",
                        "1",
                        "--out",
                        archive().toString());
        assertThat(packed.exitCode()).as(packed.all()).isZero();
        Files.createDirectory(unpacked());
        assertThat(new ProcessBuilder(
                                "tar",
                                "-xf",
                                archive().toString(),
                                "-C",
                                unpacked().toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Where {@code .ci/job} goes on with it, it says so. */
    @AfterAll
    static void keepForOthers() throws IOException {
        String kept = System.getProperty("e2e.bundle", "");
        if (!kept.isEmpty()) {
            Files.copy(archive(), Path.of(kept));
        }
    }

    private static Path archive() {
        return folder.resolve("a bundle.tar.xz");
    }

    private static Path unpacked() {
        return folder.resolve("with sp\u00e4ces");
    }

    @Test
    void isSmallAndSaysWhatItHolds() throws IOException {
        assertThat(Files.size(archive())).isLessThan(MOST_BYTES);
        assertThat(packed.out()).contains("java", "onnxruntime", "model 1", "a bundle.tar.xz");
    }

    @Test
    void measuresItsPlanWithoutArgumentsAndChartsAreDrawnAtHome() throws Exception {
        Ended run = bare(
                folder.resolve("elsewhere"),
                "run",
                "--out",
                folder.resolve("out").toString());

        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).contains("squeezebert-tiny/", "bert-tiny/", "classifier.onnx");
        assertThat(run.err()).contains("a bundle draws no charts").doesNotContain("Exception");
        SchemaCheck.published().accepts(folder.resolve("out/results.jsonl"));
        assertThat(Files.readAllLines(folder.resolve("out/results.jsonl")).get(0))
                .contains(
                        "\"bundle\":{",
                        "\"onnxruntime\":\"",
                        "\"onnxruntime 1.26.0\":\"1.26.0\"",
                        "\"model 1\":\"sha256:");
        assertThat(ResultReader.read(folder.resolve("out/results.jsonl")).trials())
                .extracting(trial -> trial.scenario().runtimeVersion())
                .containsOnly("1.26.0", "1.29.0");
        assertThat(folder.resolve("out/charts")).doesNotExist();

        Ended home = Command.built()
                .run(
                        "report",
                        "--charts",
                        folder.resolve("charts").toString(),
                        folder.resolve("out").toString());
        assertThat(home.exitCode()).as(home.all()).isZero();
        assertThat(folder.resolve("charts/latency.png")).isNotEmptyFile();
    }

    @Test
    void aFlagGivenThereWins() throws Exception {
        Ended dry = bare(folder, "run", "--workload", "bert-tiny", "--dry-run");

        assertThat(dry.exitCode()).as(dry.all()).isZero();
        assertThat(dry.out()).contains("bert-tiny/dense").doesNotContain("squeezebert-tiny");
    }

    /** That those which were packed are arms of a gate, .ci/job shows by the action. */
    @Test
    void aVersionThatWasNotPackedIsRefusedByName() throws Exception {
        Ended other = bare(folder, "run", "--runtime", "onnxruntime@1.23.2");

        assertThat(other.exitCode()).as(other.all()).isEqualTo(5);
        assertThat(other.err()).contains("this bundle has 1.29.0, 1.26.0;", "distribution archive");
    }

    @Test
    void theOtherCommandsWorkThere() throws Exception {
        Ended list = bare(folder, "list");
        assertThat(list.out()).containsPattern("onnxruntime:cpu +yes").doesNotContain("tflite");
        assertThat(bare(folder, "doctor").exitCode()).isZero();
        assertThat(bare(folder, "claims").exitCode()).isZero();
        Ended again = bare(folder, "bundle");
        assertThat(again.exitCode()).as(again.all()).isEqualTo(5);
        assertThat(again.err()).contains("a bundle cannot pack another");
    }

    @Test
    void aTargetThatWouldWorkNowhereIsNotPacked() throws Exception {
        Ended webgpu = Command.built()
                .run(
                        "bundle",
                        "--target",
                        "onnxruntime:webgpu",
                        "--out",
                        folder.resolve("b.tar.xz").toString());
        assertThat(webgpu.exitCode()).as(webgpu.all()).isEqualTo(5);
        assertThat(webgpu.err())
                .contains("onnxruntime:webgpu cannot be packed: not in this library", "--native-library")
                .hasLineCount(1);

        Ended typo = Command.built()
                .run(
                        "bundle",
                        "--target",
                        "onnxruntime:gpu",
                        "--out",
                        folder.resolve("b.tar.xz").toString());
        assertThat(typo.exitCode()).as(typo.all()).isEqualTo(2);
        assertThat(folder.resolve("b.tar.xz")).doesNotExist();
    }

    @Test
    void aReadOnlyFolderIsEnoughWhenCacheAndResultsAreElsewhere() throws Exception {
        Path cache = folder.resolve("read-only-cache");
        Path home = unpacked().resolve("squeezebench");
        for (String name : List.of("cache", "tmp")) {
            Files.move(home.resolve(name), home.resolve("hidden-" + name));
        }
        try {
            Ended run = bare(
                    folder,
                    "run",
                    "--workload",
                    "bert-tiny",
                    "--cache",
                    cache.toString(),
                    "--out",
                    folder.resolve("read-only-out").toString());
            assertThat(run.exitCode()).as(run.all()).isZero();
            assertThat(cache).isNotEmptyDirectory();
        } finally {
            for (String name : List.of("cache", "tmp")) {
                Files.move(home.resolve("hidden-" + name), home.resolve(name));
            }
        }
    }

    /** The bundle's launcher without a single environment variable. */
    private static Ended bare(Path workingFolder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(unpacked().resolve("squeezebench/squeezebench").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(workingFolder).toFile());
        builder.environment().clear();
        try (RunningCommand running = RunningCommand.start(builder)) {
            return running.end();
        }
    }
}
