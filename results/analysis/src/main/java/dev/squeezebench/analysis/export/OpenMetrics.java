package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** OpenMetrics 1.0 in base units: seconds, bytes, ratios. Quantiles only where the samples carry them. */
final class OpenMetrics {
    private static final double NS_PER_SECOND = 1e9;

    private final StringBuilder text = new StringBuilder();

    private OpenMetrics() {}

    static String render(List<Benchmark> benchmarks, List<Judged> judged) {
        OpenMetrics metrics = new OpenMetrics();
        List<Benchmark> measured = MetricJson.measured(benchmarks);
        metrics.family("latency_seconds", "summary", "Latency of an inference over all trials.", samples -> {
            for (Benchmark benchmark : measured) {
                samples.latency(benchmark, benchmark.latency().orElseThrow());
            }
        });
        metrics.family("typical_latency_seconds", "gauge", "Typical latency with its spread over trials.", samples -> {
            for (Benchmark benchmark : measured) {
                samples.bounds(
                        "typical_latency_seconds",
                        benchmark.parameters(),
                        benchmark.latency().orElseThrow().median(),
                        NS_PER_SECOND);
            }
        });
        metrics.family("peak_rss_bytes", "gauge", "Peak resident set of the measured process.", samples -> {
            for (Benchmark benchmark : measured) {
                benchmark
                        .peakRssBytes()
                        .ifPresent(bytes -> samples.sample("peak_rss_bytes", benchmark.parameters(), bytes));
            }
        });
        if (!judged.isEmpty()) {
            metrics.family("gate_ratio", "gauge", "The candidate's value over the baseline's.", samples -> {
                for (Judged one : judged) {
                    samples.verdict(one);
                }
            });
        }
        List<Instant> times = benchmarks.stream()
                .flatMap(benchmark -> benchmark.at().stream())
                .sorted(Comparator.reverseOrder())
                .toList();
        if (!times.isEmpty()) {
            metrics.family(
                    "run_timestamp_seconds",
                    "gauge",
                    "Unix time at which the run began.",
                    samples -> samples.sample("run_timestamp_seconds", Map.of(), (double)
                            times.get(0).getEpochSecond()));
        }
        return metrics.text.append("# EOF\n").toString();
    }

    private void family(String name, String type, String help, Consumer<OpenMetrics> samples) {
        OpenMetrics own = new OpenMetrics();
        samples.accept(own);
        if (own.text.length() > 0) {
            text.append("# HELP squeezebench_")
                    .append(name)
                    .append(' ')
                    .append(help)
                    .append('\n');
            text.append("# TYPE squeezebench_")
                    .append(name)
                    .append(' ')
                    .append(type)
                    .append('\n');
            text.append(own.text);
        }
    }

    private void latency(Benchmark benchmark, LatencySummary latency) {
        List<LongSeries> all = new ArrayList<>();
        for (Trial trial : benchmark.trials()) {
            all.add(trial.samples().measureNs());
        }
        quantile(benchmark, "0.9", latency.p90());
        quantile(benchmark, "0.99", latency.p99());
        double sum = all.stream().mapToDouble(series -> series.stream().sum()).sum();
        sample("latency_seconds_sum", benchmark.parameters(), sum / NS_PER_SECOND);
        sample("latency_seconds_count", benchmark.parameters(), (double)
                all.stream().mapToLong(LongSeries::size).sum());
    }

    private void quantile(Benchmark benchmark, String p, Percentile percentile) {
        if (percentile instanceof Percentile.Carried carried) {
            sample("latency_seconds", with(benchmark.parameters(), "quantile", p), carried.value() / NS_PER_SECOND);
        }
    }

    private void verdict(Judged one) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("scenario", one.name());
        labels.put("metric", one.finding().quantity() == Finding.Quantity.LATENCY ? "latency" : "peak_rss");
        labels.put("verdict", one.finding().verdict().word());
        one.finding().ratio().ifPresent(ratio -> bounds("gate_ratio", labels, ratio, 1));
    }

    private void bounds(String name, Map<String, String> labels, GeometricMean estimate, double unit) {
        sample(name, with(labels, "bound", "estimate"), estimate.value() / unit);
        sample(name, with(labels, "bound", "lower"), estimate.spread().lower() / unit);
        sample(name, with(labels, "bound", "upper"), estimate.spread().upper() / unit);
    }

    private void sample(String name, Map<String, String> labels, double value) {
        text.append("squeezebench_").append(name);
        if (!labels.isEmpty()) {
            text.append(labels.entrySet().stream()
                    .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                    .collect(Collectors.joining(",", "{", "}")));
        }
        text.append(' ')
                .append(
                        value == Math.rint(value) && Math.abs(value) < 1e15
                                ? String.valueOf((long) value)
                                : String.valueOf(MetricJson.rounded(value)))
                .append('\n');
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
