package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.LatexRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The paragraph on methods: read word by word, since it ends in a paper. */
class MethodsTest {
    private static List<ResultRecord> measured(int rounds, boolean quick) {
        List<ResultRecord> records = new ArrayList<>(List.of(
                Examples.run(Examples.RUN, quick),
                Examples.environment(),
                Examples.model("bert-base-uncased", "dense", 22_346_203_136L),
                Examples.model("squeezebert-uncased", "conv", 7_398_752_256L)));
        for (int round = 1; round <= rounds; round++) {
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 131_000_000 + round));
            records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 56_500_000));
        }
        return records;
    }

    private static List<Block> blocks(List<ResultRecord> records) {
        Report report = Report.of(records, Optional.empty(), List.of());
        return new Methods(report, new Results(records, List.of())).blocks();
    }

    private static String text(List<ResultRecord> records) {
        return blocks(records).stream()
                .map(block -> ((Block.Paragraph) block).text())
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");
    }

    @Test
    void saysWhatAPaperHasToSayInTheOrderOfTheWork() {
        assertThat(text(measured(7, false)))
                .isEqualTo(
                        "We measured the inference of bert-base-uncased and squeezebert-uncased (float32, batch 1, 128"
                                + " tokens without padding, 1 thread) with onnxruntime 1.29.0 (cpu) on PowerEdge R650, AMD EPYC 7763 64-Core"
                                + " Processor (4 CPUs), a virtual machine (KVM) with 16.0 GB of memory, Debian GNU/Linux 12"
                                + " (kernel 6.1.0-18-amd64) and JDK 17.0.12+7. The models had random weights (seed 42); their"
                                + " matrix products take 22.35 GFLOP (bert-base-uncased) and 7.40 GFLOP (squeezebert-uncased)."
                                + " In each round every scenario had a fresh process, one after the other in an order drawn at"
                                + " random; of each scenario 7 count. Loading, the first inference and the warm-up are in no latency;"
                                + " after them a process timed 3 invocations. A latency is the geometric mean over processes of"
                                + " each process's median, a speed-up the typical ratio of latencies within a round (a fifth of"
                                + " the rounds trimmed at each end); intervals are of 95% over rounds. The outputs of every"
                                + " process were compared with reference-float64 (largest relative error 1.0e-06). Measured and"
                                + " evaluated by SqueezeBench 0.1.0 (run r-7f3a of 2026-11-23).");
    }

    @Test
    void hidesNeitherAQuickRunNorProcessesThatDoNotCountNorMissingIntervals() {
        List<ResultRecord> records = measured(3, true);
        records.add(Examples.ended(
                new TrialOutcome.Failed(Stage.LOAD, "out of memory"), new OutputCheck.NotChecked("it failed")));

        assertThat(text(records))
                .startsWith("This was a quick run, a smoke test and no measurement. ")
                .contains(
                        "below 6 rounds the range is given, no interval",
                        "1 process did not count: failed, at load: out of memory.");
    }

    @Test
    void saysThatProcessesTookTurns() {
        List<ResultRecord> records = new ArrayList<>(measured(0, false));
        records.add(Examples.turnTrial());
        records.add(Examples.round());

        assertThat(text(records))
                .contains(
                        "In each round every scenario had a fresh process; those of a round were alive at once and were invoked"
                                + " in turns, in palindromic order; of each scenario 1 counts.");
    }

    @Test
    void isMarkdownAndLatexAsAnyOtherText() {
        List<Block> blocks = blocks(measured(7, false));

        assertThat(MarkdownRenderer.render(blocks))
                .startsWith("We measured the inference")
                .endsWith("2026-11-23).\n");
        assertThat(LatexRenderer.render(blocks)).contains("intervals are of 95\\% over rounds");
    }

    @Test
    void nothingIsSaidOfResultsInWhichNothingCounts() {
        assertThat(blocks(List.of(Examples.run(), Examples.environment()))).isEmpty();
    }
}
