package dev.squeezebench.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputErrorsTest {
    private static Trial trial(TrialOutcome outcome, OutputCheck check) {
        Scenario scenario = new Scenario.Builder("squeezebert-mlm-zip")
                .graph("dense", "none")
                .dtype("float32")
                .sequenceLength(8)
                .runtime("onnxruntime", "1.0")
                .acceleration("cpu")
                .build();
        return new Trial.Builder("run", Instant.EPOCH, scenario)
                .outcome(outcome)
                .outputCheck(check)
                .build();
    }

    private static OutputCheck checked(double first, double second) {
        return checked("pooler_output", first, second);
    }

    private static OutputCheck checked(String name, double first, double second) {
        return new OutputCheck.Checked(
                "expect@sha256:12345678",
                Math.max(first, second),
                0,
                1,
                1e-3,
                true,
                List.of(
                        new OutputError(
                                "last_hidden_state",
                                first,
                                first / 2,
                                0.999999999,
                                1e-3,
                                Optional.empty(),
                                first <= 1e-3),
                        new OutputError(name, second, 0, 1, 1e-3, Optional.empty(), second <= 1e-3)),
                List.of());
    }

    @Test
    void everyOutputHasTheLargestErrorOfItsTrialsAndOneTooLargeIsMarked() {
        Table table = OutputErrors.table(List.of(
                trial(new TrialOutcome.Measured(), checked(2e-6, 1e-7)),
                trial(new TrialOutcome.Measured(), checked(1e-6, 0.5))));

        assertThat(MarkdownRenderer.render(List.of(table)).lines())
                .hasSize(4)
                .anyMatch(line -> line.endsWith("| last_hidden_state | 2.0e-06 | 1.0e-06 | 0.999999999 | 1.0e-03"
                        + " | expect@sha256:12345678 |"))
                .anyMatch(line -> line.contains("| pooler_output | 5.0e-01 |") && line.contains("1.0e-03 exceeded"));
        assertThat(JsonRenderer.render(List.of(table)))
                .contains(
                        "\"output\":\"last_hidden_state\",\"max_abs_error\":2.0E-6,\"max_rel_error\":1.0E-6,",
                        "\"tolerance\":0.001,\"passed\":false,\"reference\":\"expect@sha256:12345678\"");
    }

    @Test
    void outputsThatCouldNotBeComparedSayWhy() {
        assertThat(OutputErrors.table(List.of(trial(
                                new TrialOutcome.Failed(Stage.OUTPUT_CHECK, "x"),
                                new OutputCheck.Incomparable("r", "pooler_output holds 3 NaN"))))
                        .rows())
                .singleElement()
                .asString()
                .contains("pooler_output holds 3 NaN");
        assertThat(OutputErrors.table(List.of(trial(
                                new TrialOutcome.Failed(Stage.LOAD, "no such operator"),
                                new OutputCheck.NotChecked("not measured"))))
                        .rows())
                .singleElement()
                .asString()
                .contains("no such operator");
    }

    /** The names are those of other tools' exports of BERT, and one that nobody means well with. */
    @ParameterizedTest
    @CsvSource({
        "bert/pooler/dense/Tanh_output_0, bert/pool, output_0",
        "StatefulPartitionedCall/StatefulPartitionedCall/tf_bert_model/bert/pooler/dense/Tanh:0, Stateful, Tanh:0",
        "a\u001b[31mb<script>alert(1)</script>, a\\u001b[31, script>"
    })
    void theTableFitsATerminalWhateverTheOutputsAreCalled(String name, String beginning, String end) {
        Trial apart = trial(new TrialOutcome.Measured(), checked(name, 2e-6, 0.5));
        Trial without = trial(
                new TrialOutcome.Failed(Stage.LOAD, "x"),
                new OutputCheck.Incomparable("r", "it lasts ".repeat(30) + "too long"));
        String text = TextRenderer.render(List.of(OutputErrors.table(List.of(apart, without))), 100);

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(text)
                .contains(beginning, end, "last_hidden_state", "exceeded", "expect@sha256:12345678", "too long");
        assertThat(text).doesNotContain("\u001b");
    }
}
