package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints as users have them, measured by the built command. */
@Tag("slow")
class CheckpointIT {
    private static final String HOSTILE = "a,b\n\u001b[31m<script>alert(1)<| x";

    private final Command command = Command.built();
    private final Path folder;

    CheckpointIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void twoCheckpointsAreMeasuredInterruptedAndTakenUpAgainUnlessOneChanged() throws Exception {
        RunningCommand.assumeThatInterruptsArrive();
        Path first = GoldenFolders.of("squeezebert-mlm-zip");
        Path second = GoldenFolders.copy("bert-pretraining-legacy", folder.resolve(HOSTILE));
        Path out = folder.resolve("out");
        InterruptedRun interrupted =
                InterruptedRun.of(command, out, "--checkpoint", first.toString(), "--checkpoint=" + second);
        assertThat(out.resolve("resume.json")).content().contains(first.toString());

        interrupted.refusesToGoOnWithAnother(second.resolve("pytorch_model.bin"));
        Command.Ended resumed = command.resume(out);
        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(out.resolve("resume.json")).doesNotExist();
        assertThat(resumed.out())
                .contains("squeezebert-mlm-zip/", "bert", "speed-up")
                .doesNotContain("\u001b");
        assertThat(resumed.err())
                .contains("7 tensors are ignored: cls.predictions.bias")
                .doesNotContain("\u001b");
        shown(out);
    }

    /** What the files of the run say of the checkpoints, and what they do not say. */
    private void shown(Path out) throws Exception {
        Path file = out.resolve("results.jsonl");
        SchemaCheck.published().accepts(file);
        Results results = ResultReader.read(file);
        assertThat(Files.readString(file)).doesNotContain(folder.toString(), "goldens/");
        assertThat(results.models())
                .extracting(model -> model.file().weights())
                .anyMatch(weights -> weights.matches("squeezebert-mlm-zip@sha256:[0-9a-f]{64}"));
        assertThat(results.trials()).hasSize(6).extracting(Trial::scenario).allSatisfy(scenario -> assertThat(
                        scenario.sequenceLength())
                .hasValue(40));
        assertThat(results.trials())
                .allSatisfy(trial ->
                        assertThat(trial.warnings()).extracting(Warning::code).contains("sequence_length_shortened"));
        assertThat(out.resolve("report.md"))
                .content()
                .contains("a,b\\\\u000a\\\\u001b\\[31m&lt;script&gt;")
                .doesNotContain("<script", "\u001b");
        assertThat(out.resolve("charts/latency.svg"))
                .content()
                .contains("alert(1)&lt;|")
                .doesNotContain("<script", "\u001b");
        assertThat(out.resolve("log.txt")).content().contains("cls.predictions.decoder.weight");
        try (Stream<Path> models = Files.list(command.cache().resolve("models"))) {
            assertThat(models.map(path -> path.getFileName().toString()))
                    .allMatch(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"));
        }
    }
}
