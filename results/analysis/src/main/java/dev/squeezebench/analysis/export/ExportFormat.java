package dev.squeezebench.analysis.export;

import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.text.Words;
import java.util.Arrays;
import java.util.List;

/** A format of another tool. */
public enum ExportFormat {
    /** Results of the Java Microbenchmark Harness, as its visualiser reads them. */
    JMH,
    /** Go's benchmark format, for benchstat. */
    BENCHSTAT,
    /** Bencher Metric Format. */
    BMF,
    /** The {@code customSmallerIsBetter} of github-action-benchmark. */
    GITHUB_ACTION_BENCHMARK,
    /** Test reports of JUnit, as CI servers read them. */
    JUNIT,
    /** One line a trial. */
    CSV,
    /** One line a run, for Apache Otava's history. */
    OTAVA,
    /** OpenMetrics, for Prometheus. */
    OPENMETRICS;

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
        List<Benchmark> benchmarks = Benchmark.of(records);
        return switch (this) {
            case JMH -> JmhJson.render(benchmarks);
            case BENCHSTAT -> Benchstat.render(benchmarks);
            case BMF -> MetricJson.bencher(benchmarks);
            case GITHUB_ACTION_BENCHMARK -> MetricJson.actionBenchmark(benchmarks);
            case JUNIT -> JunitXml.render(benchmarks, judged);
            case CSV -> TrialLines.csv(benchmarks);
            case OTAVA -> TrialLines.otava(benchmarks);
            case OPENMETRICS -> OpenMetrics.render(benchmarks, judged);
        };
    }
}
