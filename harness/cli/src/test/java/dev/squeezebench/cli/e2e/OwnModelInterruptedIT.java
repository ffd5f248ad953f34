package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.results.OutputCheck;
import dev.squeezebench.results.Trial;
import dev.squeezebench.results.file.ResultReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a model of the user's own is measured: the run goes on with what is missing, and only with the same files. */
@Tag("slow")
class OwnModelInterruptedIT {
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;
    private static final int ROUNDS = 3;

    private final Command command = Command.built();
    private final Path folder;

    OwnModelInterruptedIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aModelIsTakenUpAgainWhereItWasUnlessItOrItsDataChanged() throws Exception {
        RunningCommand.assumeThatInterruptsArrive();
        Path model = Files.copy(
                Path.of(Objects.requireNonNull(getClass().getResource("/models/classifier.onnx"))
                        .toURI()),
                folder.resolve("net.onnx"));
        Path data = Classified.write(folder.resolve("io.safetensors"), 0);
        Path out = folder.resolve("out");
        List<String> before = interruptedAfterOneRound(out, model, data);

        refusedWhenChanged(out, model);
        refusedWhenChanged(out, data);

        Command.Ended resumed = resume(out);
        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(out.resolve("resume.json")).doesNotExist();
        Path results = out.resolve("results.jsonl");
        SchemaCheck.published().accepts(results);
        assertThat(Files.readAllLines(results)).startsWith(before.toArray(String[]::new));
        List<Trial> trials = ResultReader.read(results).trials();
        assertThat(trials).extracting(Trial::round).containsExactly(1, 2, ROUNDS);
        assertThat(trials).allSatisfy(trial -> assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isTrue()));
    }

    private List<String> interruptedAfterOneRound(Path out, Path model, Path data) throws Exception {
        try (RunningCommand running = command.start(command.measuring(
                out,
                "--quick",
                "--rounds",
                String.valueOf(ROUNDS),
                "--target",
                "onnxruntime:cpu",
                "--model",
                model.toString(),
                "--inputs",
                data.toString(),
                "--expect",
                data.toString()))) {
            running.awaitMessage("round 1 measured");
            running.interrupt();
            assertThat(running.end().exitCode()).isEqualTo(INTERRUPTED);
        }
        List<String> saved = Files.readAllLines(out.resolve("results.jsonl"));
        assertThat(saved)
                .filteredOn(line -> line.contains("\"record\":\"trial\""))
                .hasSizeBetween(1, ROUNDS - 1);
        return saved;
    }

    /** One bit of it, and back again. */
    private void refusedWhenChanged(Path out, Path file) throws Exception {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[changed.length - 1] ^= 1;
        Files.write(file, changed);
        Command.Ended refused = resume(out);
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(USAGE);
        assertThat(refused.err()).contains(file.getFileName() + " is not what it was when the run began");
        Files.write(file, whole);
    }

    private Command.Ended resume(Path out) throws Exception {
        return command.run(
                "run", "--resume", out.toString(), "--cache", command.cache().toString());
    }
}
