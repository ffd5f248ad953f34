package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final int[] BATCHES = {1, 2, 4, 8, 16};

    /** The processor takes 10 ms a sequence; the accelerator 8 ms for a call and 6 ms a sequence: even at 2. */
    private final List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));

    private static Scenario scenario(String acceleration, int batch) {
        return Examples.BERT.toBuilder().batch(batch).acceleration(acceleration).build();
    }

    private void measure(String acceleration, int round, double callMs, double sequenceMs) {
        for (int batch : BATCHES) {
            records.add(Examples.measured(
                    Examples.RUN,
                    scenario(acceleration, batch),
                    round,
                    Math.round(1e6 * (callMs + batch * sequenceMs))));
        }
    }

    private Report report() {
        return Report.of(records, Optional.empty(), List.of());
    }

    @Test
    void tellsAtWhichBatchAnAcceleratorOvertakesTheProcessor() {
        for (int round = 1; round <= 6; round++) {
            // The machine slows down from round to round: within a round the ratio stays.
            measure("cpu", round, 0, 10 * round);
            measure("webgpu", round, 8 * round, 6 * round);
        }
        Report report = report();
        assertThat(report.sections().get(0).overtakings())
                .singleElement()
                .extracting(Overtaking::sentence)
                .isEqualTo("bert-base-uncased, float32, 128 tokens: onnxruntime-1.29.0:webgpu dense overtakes"
                        + " onnxruntime-1.29.0:cpu dense at batch 2.00 (95% interval 2.00-2.00)");
        assertThat(TextReport.render(report).replaceAll("\\s+", " "))
                .contains("overtakes onnxruntime-1.29.0:cpu dense at");
        assertThat(MarkdownReport.render(report)).contains("overtakes");
        assertThat(JsonReport.render(report)).contains("\"crossovers\":[{\"axis\":\"batch\"", "\"at\":{\"value\":2.0");
    }

    @Test
    void tellsWhenAnAcceleratorIsNeverAheadAndWhenAlways() {
        measure("cpu", 1, 0, 10);
        measure("cuda", 1, 1, 1);
        measure("webgpu", 1, 100, 10);
        assertThat(report().sections().get(0).overtakings())
                .extracting(Overtaking::sentence)
                .containsExactly(
                        "bert-base-uncased, float32, 128 tokens: onnxruntime-1.29.0:cuda dense is faster than"
                                + " onnxruntime-1.29.0:cpu dense from batch 1 on, the smallest measured",
                        "bert-base-uncased, float32, 128 tokens: onnxruntime-1.29.0:webgpu dense is not faster than"
                                + " onnxruntime-1.29.0:cpu dense at batch 16, the largest measured");
    }

    @Test
    void tellsWhenTheRoundsDisagree() {
        measure("cpu", 1, 0, 10);
        measure("webgpu", 1, 8, 6);
        measure("cpu", 2, 0, 10);
        measure("webgpu", 2, 100, 10);
        assertThat(report().sections().get(0).overtakings())
                .singleElement()
                .extracting(Overtaking::sentence)
                .asString()
                .endsWith("in 1 rounds, is faster at every size in 0 and slower at the largest in 1:"
                        + " measure more rounds, or sizes farther apart");
    }

    @Test
    void leavesOutRoundsInWhichASizeIsMissing() {
        measure("cpu", 1, 0, 10);
        measure("webgpu", 1, 8, 6);
        records.add(Examples.measured(Examples.RUN, scenario("cpu", 1), 2, 1));
        records.add(Examples.measured(Examples.RUN, scenario("webgpu", 1), 2, 100));
        assertThat(report().sections().get(0).overtakings())
                .singleElement()
                .extracting(Overtaking::sentence)
                .asString()
                .endsWith("at batch 2.00 (range 2.00-2.00)");
    }

    @Test
    void isEmptyWithoutSeveralSizes() {
        records.add(Examples.measured(Examples.RUN, Examples.BERT, 1, 2_000_000));
        records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 1_000_000));
        assertThat(report().sections().get(0).sweeps()).isEmpty();
    }

    @Test
    void throughputIsSequencesOverLatency() {
        measure("cpu", 1, 0, 10);
        assertThat(report().rows()).allSatisfy(row -> assertThat(
                        row.summary().sequencesPerSecond().orElseThrow().value())
                .isEqualTo(100, within(1e-9)));
        assertThat(CsvReport.render(report())).contains(",100.0,");
    }
}
