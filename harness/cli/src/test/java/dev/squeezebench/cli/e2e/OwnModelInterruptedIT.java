package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
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
        InterruptedRun interrupted =
                InterruptedRun.of(command, out, "--model", model.toString(), "--inputs=" + data, "--expect=" + data);
        Path results = out.resolve("results.jsonl");
        List<String> before = Files.readAllLines(results);
        assertThat(before)
                .filteredOn(line -> line.contains("\"record\":\"trial\""))
                .hasSizeBetween(1, InterruptedRun.ROUNDS - 1);

        interrupted.refusesToGoOnWithAnother(model);
        interrupted.refusesToGoOnWithAnother(data);

        Command.Ended resumed = command.resume(out);
        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(out.resolve("resume.json")).doesNotExist();
        SchemaCheck.published().accepts(results);
        assertThat(Files.readAllLines(results)).startsWith(before.toArray(String[]::new));
        List<Trial> trials = ResultReader.read(results).trials();
        assertThat(trials).extracting(Trial::round).containsExactly(1, 2, InterruptedRun.ROUNDS);
        assertThat(trials).allSatisfy(trial -> assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isTrue()));
    }
}
