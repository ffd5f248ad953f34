package dev.squeezebench.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownCommandTest {
    private static List<String> quick(String line) {
        return new ShownCommand("README.md", "./squeezebench", List.of(line.split(" ")))
                .quick("saved", Path.of("root"));
    }

    @Test
    void whatMeasuresDoesSoOnTinyWorkloads() {
        assertThat(String.join(" ", quick("run --workload bert-base-uncased,squeezebert-uncased")))
                .isEqualTo("run --workload bert-tiny,squeezebert-tiny --quick --rounds 1");
        assertThat(String.join(" ", quick("run")))
                .isEqualTo("run --workload bert-tiny,squeezebert-tiny --quick --rounds 1");
    }

    @Test
    void ofMoreThanTwoSizesTheFirstAndTheLastAreLeft() {
        assertThat(String.join(" ", quick("run --batch 1,2,4,8 --sequence-length 128,384 --model ./net.onnx")))
                .contains("--batch 1,8 --sequence-length 128,384");
        assertThat(String.join(" ", quick("run --suite lengths --workload bert-base-uncased")))
                .isEqualTo("run --suite lengths --workload bert-tiny --sequence-length 32,512 --quick --rounds 1");
    }

    @Test
    void aNumberOfRoundsBecomesOneAndAGateEndsAtItsFirstLook() {
        assertThat(String.join(" ", quick("run --workload bert-base-uncased --rounds 12 --out both-ways")))
                .isEqualTo("run --workload bert-tiny --rounds 1 --out both-ways --quick");
        assertThat(String.join(" ", quick("gate --baseline threads=1 --workload squeezebert-uncased --shadow")))
                .isEqualTo("gate --baseline threads=1 --workload squeezebert-tiny --shadow --time-budget 1s");
    }

    @Test
    void theReadersOwnFilesAreSmallCheckpoints() {
        assertThat(String.join(" ", quick("run --checkpoint ./bert-base-uncased --inputs ./io.safetensors")))
                .isEqualTo("run --checkpoint root/harness/workloads/src/test/resources/goldens/bert-pretraining-legacy"
                        + " --inputs"
                        + " root/harness/workloads/src/test/resources/goldens/squeezebert-mlm-zip/io.safetensors"
                        + " --quick --rounds 1");
        assertThat(String.join(" ", quick("run --model ./net.onnx")))
                .isEqualTo("run --model root/harness/cli/src/test/resources/models/classifier.onnx --quick --rounds 1");
    }

    @Test
    void aJarUnderJmhHasOneShortIteration() {
        assertThat(String.join(" ", quick("-jar target/b.jar -p workload=squeezebert-uncased -p model=./net.onnx")))
                .isEqualTo("-jar root/target/b.jar -p workload=squeezebert-tiny"
                        + " -p model=root/harness/cli/src/test/resources/models/classifier.onnx -i 1 -r 100ms");
    }

    @Test
    void whatReadsResultsReadsThoseOfAQuickRun() {
        assertThat(quick("report squeezebench-out")).containsExactly("report", "saved");
    }
}
