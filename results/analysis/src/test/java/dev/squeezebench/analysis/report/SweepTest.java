package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        assertThat(report.sections().get(0).crossovers())
                .singleElement()
                .extracting(AcceleratorCrossover::sentence)
                .isEqualTo("bert-base-uncased, float32, 128 tokens: onnxruntime-1.29.0:webgpu dense overtakes"
                        + " onnxruntime-1.29.0:cpu dense at batch 2.00 (95% interval 2.00-2.00)");
        assertThat(Rendered.text(report).replaceAll("\\s+", " ")).contains("overtakes onnxruntime-1.29.0:cpu dense at");
        assertThat(Rendered.markdown(report)).contains("overtakes");
        assertThat(JsonReport.render(report)).contains("\"crossovers\":[{\"axis\":\"batch\"", "\"at\":{\"value\":2.0");
    }

    @Test
    void tellsWhenAnAcceleratorIsNeverAheadAndWhenAlways() {
        measure("cpu", 1, 0, 10);
        measure("cuda", 1, 1, 1);
        measure("webgpu", 1, 100, 10);
        assertThat(report().sections().get(0).crossovers())
                .extracting(AcceleratorCrossover::sentence)
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
        assertThat(report().sections().get(0).crossovers())
                .singleElement()
                .extracting(AcceleratorCrossover::sentence)
                .asString()
                .endsWith("is not faster than onnxruntime-1.29.0:cpu dense up to batch 2.000, and may be at larger"
                        + " sizes: measure more rounds, or sizes farther apart");
    }

    @Test
    void leavesOutRoundsInWhichASizeIsMissing() {
        measure("cpu", 1, 0, 10);
        measure("webgpu", 1, 8, 6);
        records.add(Examples.measured(Examples.RUN, scenario("cpu", 1), 2, 1));
        records.add(Examples.measured(Examples.RUN, scenario("webgpu", 1), 2, 100));
        assertThat(report().sections().get(0).crossovers())
                .singleElement()
                .extracting(AcceleratorCrossover::sentence)
                .asString()
                .endsWith("at batch 2.00 (one round)");
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
        assertThat(Rendered.csv(report())).contains(",100.0,");
    }

    @Test
    void sizesOfOneTargetAreRowsOfOneMatrixAndWorkloadsItsColumns() {
        for (int batch : new int[] {1, 4}) {
            Scenario bert = scenario("cpu", batch);
            records.add(Examples.measured(Examples.RUN, bert, 1, batch * 100_000_000L));
            records.add(Examples.measured(
                    Examples.RUN,
                    new Scenario.Builder("squeezebert-uncased")
                            .graph("conv", "none")
                            .dtype("float32")
                            .batch(batch)
                            .sequenceLength(128)
                            .paddingPercent(OptionalInt.of(0))
                            .runtime("onnxruntime", "1.29.0")
                            .acceleration("cpu")
                            .build(),
                    1,
                    batch * 40_000_000L));
        }
        assertThat(Rendered.text(report())).contains("""
                        onnxruntime-1.29.0:cpu, float32, 128 tokens, 1 thread
                          batch  bert-base-uncased/dense  per s  squeezebert-uncased/conv  per s  speed-up
                              1                 100.0 ms  10.00                  40.00 ms  25.00     2.50x
                              4                 400.0 ms  10.00                  160.0 ms  25.00     2.50x
                        """);
    }
}
