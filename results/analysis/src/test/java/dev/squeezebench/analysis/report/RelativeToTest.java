package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeToTest {
    private static final Scenario CPU = Examples.SQUEEZE;

    private static RelativeTo of(String text) {
        return RelativeTo.of(text, List.of("squeezebert-uncased", "bert-base-uncased", "odd:name"));
    }

    private static Optional<Scenario> baseline(String text, Scenario candidate, Scenario... others) {
        List<Scenario> all = new ArrayList<>(List.of(others));
        all.add(candidate);
        return of(text).baselineOf(candidate, all);
    }

    @ParameterizedTest
    @CsvSource({
        "bert-base-uncased, false",
        "squeezebert-uncased, true",
        "onnxruntime:cpu, true",
        "onnxruntime:cuda, false",
        "onnxruntime@1.29.0, true",
        "onnxruntime@1.28.0, false",
        "threads=1, true",
        "threads=2, false",
        "sequence-length=128, true",
        "padding=0%, true",
        "padding=0, true",
        "padding=25%, false",
        "dtype=float16, false"
    })
    void knowsWhatOthersAreRelativeTo(String text, boolean expected) {
        assertThat(of(text).isBaseline(CPU)).isEqualTo(expected);
    }

    @Test
    void paddedSequencesAreComparedWithFullOnesAndOlderInputsWithNeither() {
        Scenario padded = CPU.toBuilder().paddingPercent(OptionalInt.of(25)).build();
        Scenario older = CPU.toBuilder().paddingPercent(OptionalInt.empty()).build();

        assertThat(baseline("padding=0%", padded, CPU)).contains(CPU);
        assertThat(baseline("padding=0%", older, padded)).isEmpty();
        assertThat(baseline("bert-base-uncased", older, Examples.BERT)).isEmpty();
        assertThat(baseline("bert-base-uncased", padded, Examples.BERT)).isEmpty();
    }

    /** The flushed one is quicker by 5% in each round, and the sentence is shown whatever others are relative to. */
    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime.denormals=keep", "squeezebert-uncased"})
    void whatFlushingSubnormalNumbersBringsIsSaidWhereBothWereMeasured(String relativeTo) {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        for (int round = 1; round <= 7; round++) {
            long kept = 63_000_000 + round % 3 * 210_000L;
            Scenario keep = Examples.scenario("squeezebert-uncased", "conv", Map.of("denormals", "keep"));
            Scenario flush = Examples.scenario("squeezebert-uncased", "conv", Map.of("denormals", "flush"));
            records.add(Examples.measured(Examples.RUN, keep, round, kept));
            records.add(Examples.measured(Examples.RUN, flush, round, Math.round(kept / 1.05)));
        }

        String text = Rendered.text(Report.of(records, Optional.of(relativeTo), List.of()))
                .replaceAll("\\s+", " ");

        assertThat(text)
                .contains("squeezebert-uncased/conv, denormals=flush: flushing subnormal numbers to zero makes it 1.05x"
                        + " (95% interval 1.05-1.05) as fast");
    }

    @Test
    void aMeasuredWorkloadIsOneWhateverItsNameLooksLike() {
        assertThat(of("odd:name").isWorkload()).isTrue();
        assertThat(of("onnxruntime:cpu").isWorkload()).isFalse();
    }

    @Test
    void anotherTargetHasTheSameWorkloadAndAnyGraph() {
        Scenario xnnpack = CPU.toBuilder()
                .graph("split", "none")
                .runtime("tflite", "2.21.0")
                .acceleration("xnnpack")
                .build();

        assertThat(baseline("onnxruntime:cpu", xnnpack, CPU, Examples.BERT)).contains(CPU);
        assertThat(baseline("onnxruntime:cpu", CPU, xnnpack)).contains(CPU);
        assertThat(baseline("onnxruntime:cpu", xnnpack, Examples.BERT)).isEmpty();
        assertThat(baseline(
                        "onnxruntime:cpu", xnnpack, CPU.toBuilder().threads(2).build()))
                .isEmpty();
    }

    @Test
    void anotherVersionIsOfTheSameRuntimeAndTarget() {
        Scenario older = CPU.toBuilder().runtime("onnxruntime", "1.26.0").build();

        assertThat(baseline("onnxruntime@1.26.0", CPU, older)).contains(older);
        assertThat(baseline(
                        "onnxruntime@1.26.0",
                        CPU,
                        older.toBuilder().acceleration("cuda").build()))
                .isEmpty();
    }

    @Test
    void anOptionMayBeNamedWithItsRuntime() {
        Scenario off = Examples.scenario("squeezebert-uncased", "conv", Map.of("spinning", "off"));

        assertThat(baseline("onnxruntime.spinning=off", CPU, off)).contains(off);
        assertThat(baseline("spinning=off", CPU, off)).contains(off);
    }

    @Test
    void ofSeveralFormsTheSameOneIsTaken() {
        Scenario fused = CPU.toBuilder().graph("conv", "skip-layer-norm").build();
        Scenario four = fused.toBuilder().threads(4).build();

        assertThat(baseline("threads=1", four, CPU, fused)).contains(fused);
    }

    @Test
    void aReportHasTheRatioOfTwoTargets() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        Scenario cuda = CPU.toBuilder().acceleration("cuda").build();
        records.add(Examples.measured(Examples.RUN, CPU, 1, 90_000_000));
        records.add(Examples.measured(Examples.RUN, cuda, 1, 30_000_000));

        Report report = Report.of(records, Optional.of("onnxruntime:cpu"), List.of());

        assertThat(report.warnings()).isEmpty();
        assertThat(report.rows().stream().flatMap(row -> row.speedUp().stream()))
                .singleElement()
                .satisfies(speedUp -> {
                    assertThat(speedUp.candidate()).isEqualTo(cuda);
                    assertThat(speedUp.estimate().value()).isCloseTo(3, within(1e-12));
                });
        assertThat(JsonReport.render(report)).contains("\"relative_to\":\"onnxruntime:cpu\"");
    }

    @Test
    void aConditionThatWasNotMeasuredIsNamed() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        records.add(Examples.measured(Examples.RUN, CPU, 1, 90_000_000));

        assertThat(Report.of(records, Optional.of("threads=8"), List.of()).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .isEqualTo("no scenario with threads=8 was measured, so there are no speed-ups"));
    }
}
