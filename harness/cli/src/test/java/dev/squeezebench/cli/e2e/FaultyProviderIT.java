package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Execution providers that look usable and break while they are measured: {@link FaultyRunner} says which does what. */
@Tag("slow")
class FaultyProviderIT {
    private static final int PARTIAL = 4;

    private final Path folder;
    private final Path out;

    FaultyProviderIT(@TempDir Path folder) {
        this.folder = folder;
        this.out = folder.resolve("out");
    }

    @Test
    void isNamedWithStageCauseAndRemedyAndTheCpuIsMeasured() throws IOException, InterruptedException {
        Command faulty = ChangedDistribution.in(folder, FaultyProviderIT::pack);

        Command.Ended ended = faulty.run(faulty.measuring(
                out,
                "--workload",
                "bert-tiny",
                "--target",
                "onnxruntime:rocm,onnxruntime:cuda,onnxruntime:webgpu,onnxruntime:tensorrt,onnxruntime:cpu",
                "--quick",
                "--rounds",
                "1",
                "--stall-timeout",
                "10s"));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(PARTIAL);
        assertFailed("rocm", Stage.LOAD, "out of memory on rocm (", "a smaller --batch or --sequence-length");
        assertFailed("cuda", Stage.WARM_UP, "out of memory on cuda (", "a smaller --batch or --sequence-length");
        assertFailed("webgpu", Stage.WARM_UP, "crashed by SIGSEGV in ", "choose another target, driver or version");
        assertFailed("tensorrt", Stage.WARM_UP, "wrote nothing for 10 seconds and was killed", "--stall-timeout");
        assertThat(trial("cpu").outcome()).isEqualTo(new TrialOutcome.Measured());
        assertThat(trial("cpu").samples().measureNs().isEmpty()).isFalse();
        assertThat(ended.out().replaceAll("\\s+", " "))
                .contains("out of memory on cuda", "SIGSEGV", "wrote nothing for 10 seconds");
        try (var files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("crash-"));
        }
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    private void assertFailed(String acceleration, Stage stage, String cause, String remedy) throws IOException {
        assertThat(trial(acceleration).outcome())
                .as(acceleration)
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
                    assertThat(failed.stage()).isEqualTo(stage);
                    assertThat(failed.reason()).contains(cause, remedy);
                });
    }

    private Trial trial(String acceleration) throws IOException {
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials().stream()
                .filter(trial -> trial.scenario().acceleration().equals(acceleration))
                .toList();
        assertThat(trials).as(acceleration).hasSize(1);
        return trials.get(0);
    }

    /** The faulty runner in the real one's place. */
    private static void pack(Path root) throws IOException {
        for (String name : List.of("FaultyRunner", "FaultyRunner$FaultySession")) {
            String file = FaultyRunner.class.getPackageName().replace('.', '/') + '/' + name + ".class";
            Path to = root.resolve(file);
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            try (InputStream in = Objects.requireNonNull(FaultyRunner.class.getResourceAsStream("/" + file))) {
                Files.copy(in, to);
            }
        }
        Files.writeString(
                root.resolve("META-INF/services/dev.squeezebench.measure.runner.Runner"), FaultyRunner.class.getName());
    }
}
