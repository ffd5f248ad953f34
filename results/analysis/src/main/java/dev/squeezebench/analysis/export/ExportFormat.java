package dev.squeezebench.analysis.export;

import dev.squeezebench.records.ResultRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A format of another tool. */
public enum ExportFormat {
    /** Results of the Java Microbenchmark Harness, as its visualiser reads them. */
    JMH {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return JmhJson.render(benchmarks);
        }
    },
    /** Go's benchmark format, for benchstat. */
    BENCHSTAT {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return Benchstat.render(benchmarks);
        }
    },
    /** Bencher Metric Format. */
    BMF {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return MetricJson.bencher(benchmarks);
        }
    },
    /** The {@code customSmallerIsBetter} of github-action-benchmark. */
    GITHUB_ACTION_BENCHMARK {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return MetricJson.actionBenchmark(benchmarks);
        }
    },
    /** Test reports of JUnit, as CI servers read them. */
    JUNIT {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return JunitXml.render(benchmarks, judged);
        }
    },
    /** One line a trial. */
    CSV {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return TrialLines.csv(benchmarks);
        }
    },
    /** One line a run, for Apache Otava's history. */
    OTAVA {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return TrialLines.otava(benchmarks);
        }
    },
    /** OpenMetrics, for Prometheus. */
    OPENMETRICS {
        @Override
        String write(List<Benchmark> benchmarks, List<Judged> judged) {
            return OpenMetrics.render(benchmarks, judged);
        }
    };

    /** Name on the command line, such as {@code github-action-benchmark}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        return write(Benchmark.of(records), judged);
    }

    abstract String write(List<Benchmark> benchmarks, List<Judged> judged);
}
