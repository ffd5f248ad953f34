package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates by the built command, on a model of milliseconds. */
@Tag("slow")
class GateIT {
    private final Command command = Command.built();
    private final Path folder;

    GateIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aCandidateThatIsManyTimesSlowerFails() throws Exception {
        // What float16 costs on a processor is no matter of noise.
        Command.Ended ended = gate("--candidate", "dtype=float16", "--max-memory-growth", "90%");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(1);
        assertThat(ended.all()).contains("FAIL squeezebert-tiny/").contains("slower");
        assertThat(trials())
                .extracting(Trial::arm)
                .contains("baseline", "candidate", "control")
                .doesNotContain("single");
        assertThat(ResultReader.read(folder.resolve("out/results.jsonl")).rounds())
                .allSatisfy(round -> assertThat(round.voided()).isEmpty())
                .extracting(RoundRecord::cycles)
                .containsOnly(16);
    }

    @Test
    void aBaselineAgainstItselfNeverFails() throws Exception {
        // No time for more than the first look.
        Command.Ended ended = gate("--time-budget", "10s");

        assertThat(ended.exitCode()).as(ended.all()).isIn(0, 3);
        assertThat(ended.all()).contains("nothing differs");
        assertThat(trials()).extracting(Trial::round).contains(1, 6);
    }

    private List<Trial> trials() throws Exception {
        return ResultReader.read(folder.resolve("out/results.jsonl")).trials();
    }

    private Command.Ended gate(String... own) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "gate",
                "--workload",
                "squeezebert-tiny",
                "--target",
                "onnxruntime:cpu",
                "--out",
                folder.resolve("out").toString()));
        words.addAll(List.of(own));
        return command.run(words.toArray(String[]::new));
    }
}
