package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** JSON of named values: Bencher's, and that of github-action-benchmark. */
final class MetricJson {
    private static final int LONGEST_NAME = 1024;
    private static final double NS_PER_MS = 1e6;
    private static final double BYTES_PER_MB = 1e6;
    private static final Pattern ZEROS = Pattern.compile("\\.?0+$");

    private MetricJson() {}

    /** Latency in nanoseconds, as Bencher's own measure is, and memory in bytes. */
    static String bencher(List<Benchmark> benchmarks) {
        return document(json -> json.document(all -> {
            for (Benchmark benchmark : measured(benchmarks)) {
                all.object(shortened(benchmark.label()), metrics -> {
                    GeometricMean latency = benchmark.latency().orElseThrow().median();
                    metrics.object("latency", value -> value.decimal("value", latency.value())
                            .decimal("lower_value", Math.min(latency.spread().lower(), latency.value()))
                            .decimal("upper_value", Math.max(latency.spread().upper(), latency.value())));
                    OptionalDouble peak = benchmark.peakRssBytes();
                    if (peak.isPresent()) {
                        metrics.object("peak-rss", value -> value.decimal("value", peak.getAsDouble()));
                    }
                });
            }
        }));
    }

    /** One entry of github-action-benchmark. */
    private record Entry(String name, String unit, double value, Optional<String> range, Optional<String> extra) {}

    /** Its {@code customSmallerIsBetter}: latency in milliseconds, memory in megabytes. */
    static String actionBenchmark(List<Benchmark> benchmarks) {
        List<Entry> entries = new ArrayList<>();
        for (Benchmark benchmark : measured(benchmarks)) {
            LatencySummary latency = benchmark.latency().orElseThrow();
            entries.add(new Entry(
                    benchmark.label() + " latency",
                    "ms",
                    rounded(latency.median().value() / NS_PER_MS),
                    Optional.of("\u00b1 " + plain(half(latency.median()) / NS_PER_MS)),
                    Optional.of(extra(benchmark, latency))));
            benchmark
                    .peakRssBytes()
                    .ifPresent(bytes -> entries.add(new Entry(
                            benchmark.label() + " peak RSS",
                            "MB",
                            rounded(bytes / BYTES_PER_MB),
                            Optional.empty(),
                            Optional.empty())));
        }
        return document(json -> json.documents(entries, (fields, entry) -> fields.text("name", entry.name)
                .text("unit", entry.unit)
                .decimal("value", entry.value)
                .text("range", entry.range)
                .text("extra", entry.extra)));
    }

    private static String extra(Benchmark benchmark, LatencySummary latency) {
        Spread spread = latency.median().spread();
        return (spread instanceof Spread.Interval ? "ci95=[" : "range=[") + plain(spread.lower() / NS_PER_MS) + ", "
                + plain(spread.upper() / NS_PER_MS) + "] ms\ntrials="
                + latency.trials().size() + "\nruntime="
                + benchmark.scenario().runner() + '-' + benchmark.scenario().runtimeVersion();
    }

    static List<Benchmark> measured(List<Benchmark> benchmarks) {
        return benchmarks.stream()
                .filter(benchmark -> benchmark.latency().isPresent())
                .toList();
    }

    /** The farther end of a spread. */
    private static double half(GeometricMean estimate) {
        return Math.max(
                estimate.spread().upper() - estimate.value(),
                estimate.value() - estimate.spread().lower());
    }

    /** Six significant digits: more says nothing, and fewer hide a change. */
    static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.6g", value));
    }

    /** A number without exponent. */
    private static String plain(double value) {
        return ZEROS.matcher(String.format(Locale.ROOT, "%.4f", value)).replaceFirst("");
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** A whole file with its final line end. */
    static String document(JsonOutput.Part content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return bytes.toString(StandardCharsets.UTF_8) + '\n';
    }
}
