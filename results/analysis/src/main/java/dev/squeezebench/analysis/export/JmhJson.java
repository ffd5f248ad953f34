package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * JMH's JSON with a fork for each trial. JMH's score is a mean; ours is the latency of the table, over the trials' medians.
 * Scores are in microseconds, since the visualiser rounds those above 5. With one fork JMH has no confidence and writes what
 * readers refuse, so that scenarios with a single trial are left out.
 */
final class JmhJson {
    private static final int FEWEST_FORKS = 2;
    private static final double NS_PER_US = 1e3;
    private static final double BYTES_PER_MB = 1e6;
    private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

    private JmhJson() {}

    static String render(List<Benchmark> benchmarks) {
        List<Benchmark> known = benchmarks.stream()
                .filter(benchmark -> benchmark.trials().size() >= FEWEST_FORKS)
                .toList();
        return MetricJson.document(json -> json.documents(known, JmhJson::write));
    }

    private static void write(JsonOutput json, Benchmark benchmark) throws IOException {
        List<Trial> trials = benchmark.trials();
        LatencySummary latency = benchmark.latency().orElseThrow();
        json.text("jmhVersion", "1.37")
                .text("benchmark", "dev.squeezebench.Inference.latency")
                .text("mode", "ss")
                .integer("threads", 1)
                .integer("forks", trials.size())
                .text("jvm", benchmark.vm().map(Vm::kind).orElse("unknown"))
                .texts("jvmArgs", benchmark.vm().map(Vm::flags).orElse(List.of()))
                .text("jdkVersion", benchmark.vm().map(Vm::version).orElse("unknown"))
                .text("vmName", benchmark.vm().flatMap(Vm::name).orElse("unknown"))
                .text("vmVersion", benchmark.vm().map(Vm::version).orElse("unknown"))
                .integer(
                        "warmupIterations",
                        most(trials, trial -> trial.samples().warmupNs().size()))
                .text("warmupTime", "single-shot")
                .integer("warmupBatchSize", 1)
                .integer(
                        "measurementIterations",
                        most(trials, trial -> trial.samples().measureNs().size()))
                .text("measurementTime", "single-shot")
                .integer("measurementBatchSize", 1)
                .textMap("params", benchmark.parameters());
        List<double[]> samples = trials.stream()
                .map(trial -> scaled(trial.samples().measureNs().toDoubles(), NS_PER_US))
                .toList();
        json.object("primaryMetric", metric -> metric(metric, latency.median(), NS_PER_US, "us/op", samples));
        double[] peaks = trials.stream()
                .map(trial -> trial.memory().rssPeakBytes())
                .filter(OptionalLong::isPresent)
                .mapToDouble(OptionalLong::getAsLong)
                .toArray();
        json.object("secondaryMetrics", metrics -> {
            if (peaks.length >= FEWEST_FORKS) {
                List<double[]> megabytes = Arrays.stream(peaks)
                        .mapToObj(bytes -> new double[] {bytes / BYTES_PER_MB})
                        .toList();
                metrics.object(
                        "peakRss", metric -> metric(metric, GeometricMean.of(peaks), BYTES_PER_MB, "MB", megabytes));
            }
        });
    }

    private static void metric(JsonOutput json, GeometricMean estimate, double unit, String name, List<double[]> raw)
            throws IOException {
        double[] all = raw.stream().flatMapToDouble(Arrays::stream).toArray();
        double score = estimate.value() / unit;
        double lower = estimate.spread().lower() / unit;
        double upper = estimate.spread().upper() / unit;
        json.decimal("score", score)
                .decimal("scoreError", Math.max(upper - score, score - lower))
                .decimals("scoreConfidence", lower, upper)
                .object("scorePercentiles", percentiles -> {
                    for (double p : PERCENTILES) {
                        percentiles.decimal(String.valueOf(p), Quantiles.quantile(p / 100, all));
                    }
                })
                .text("scoreUnit", name)
                .decimalLists("rawData", raw);
    }

    private static int most(List<Trial> trials, java.util.function.ToIntFunction<Trial> count) {
        return trials.stream().mapToInt(count).max().orElse(0);
    }

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(value -> value / unit).toArray();
    }
}
