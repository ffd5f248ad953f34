package dev.squeezebench.analysis.export;

import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** A format of another tool. */
public enum ExportFormat {
    /** Results of the Java Microbenchmark Harness, as its visualiser reads them. */
    JMH((benchmarks, judged) -> JmhJson.render(benchmarks)),
    /** Go's benchmark format, for benchstat. */
    BENCHSTAT((benchmarks, judged) -> Benchstat.render(benchmarks)),
    /** Bencher Metric Format. */
    BMF((benchmarks, judged) -> MetricJson.bencher(benchmarks)),
    /** The {@code customSmallerIsBetter} of github-action-benchmark. */
    GITHUB_ACTION_BENCHMARK((benchmarks, judged) -> MetricJson.actionBenchmark(benchmarks)),
    /** Test reports of JUnit, as CI servers read them. */
    JUNIT((benchmarks, judged) -> JunitXml.render(benchmarks, judged)),
    /** One line a trial. */
    CSV((benchmarks, judged) -> TrialLines.csv(benchmarks)),
    /** One line a run, for Apache Otava's history. */
    OTAVA((benchmarks, judged) -> TrialLines.otava(benchmarks)),
    /** OpenMetrics, for Prometheus. */
    OPENMETRICS((benchmarks, judged) -> OpenMetrics.render(benchmarks, judged));

    private final BiFunction<List<Benchmark>, List<Judged>, String> writer;

    ExportFormat(BiFunction<List<Benchmark>, List<Judged>, String> writer) {
        this.writer = writer;
    }

    /** Name on the command line, such as {@code github-action-benchmark}. */
    public String word() {
        return Words.withDashes(this);
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ExportFormat::word).toList();
    }

    /**
     * A whole file.
     *
     * @param records of one or more runs, merged
     * @param judged what a gate decided; empty outside of one
     */
    public String render(List<? extends ResultRecord> records, List<Judged> judged) {
        return writer.apply(Benchmark.of(records), judged);
    }
}
