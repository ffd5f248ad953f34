package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Comma-separated values: a line for each trial, and for Otava a line for each run. */
final class TrialLines {
    private static final double NS_PER_MS = 1e6;

    private TrialLines() {}

    private record Line(Benchmark benchmark, LatencySummary.TrialMedian trial) {
        Trial record() {
            return trial.trial();
        }
    }

    static String csv(List<Benchmark> benchmarks) {
        List<Line> lines = new ArrayList<>();
        benchmarks.forEach(benchmark -> benchmark.latency().ifPresent(latency -> latency.trials()
                .forEach(trial -> lines.add(new Line(benchmark, trial)))));
        Table table = Table.of("trials", lines, columns -> columns.text(
                        "benchmark", line -> line.benchmark().name())
                .text("scenario", line -> line.benchmark().scenario().id())
                .text("arm", line -> line.benchmark().arm())
                .text("run", line -> line.record().run())
                .add("round", line -> Cell.integer(line.record().round()))
                .add("order", line -> Cell.integer(line.record().order()))
                .add("median_ns", line -> Cell.integer(Math.round(line.trial().medianNs())))
                .add(
                        "samples",
                        line -> Cell.integer(line.record().samples().measureNs().size()))
                .add("load_ns", line -> Cell.integer(line.record().samples().loadNs()))
                .add(
                        "first_inference_ns",
                        line -> Cell.integer(line.record().samples().firstInferenceNs()))
                .add(
                        "peak_rss_bytes",
                        line -> Cell.integer(line.record().memory().rssPeakBytes()))
                .text(
                        "warnings",
                        line -> String.join(
                                " ",
                                line.trial().warnings().stream()
                                        .map(warning -> warning.code())
                                        .distinct()
                                        .toList()))
                .add("started_at", line -> Cell.time(line.record().startedAt())));
        return CsvRenderer.render(List.of(table));
    }

    /**
     * A history: time and run, then two columns for each scenario. Lines of later runs are appended without the head. What a
     * run did not measure is empty.
     */
    static String otava(List<Benchmark> benchmarks) {
        Map<String, RunRecord> runs = new TreeMap<>();
        benchmarks.forEach(benchmark -> benchmark.section().runs().forEach(run -> runs.put(run.at() + run.run(), run)));
        List<RunRecord> inOrder = runs.values().stream()
                .sorted(Comparator.comparing(RunRecord::at))
                .toList();
        List<Benchmark> measured = MetricJson.measured(benchmarks);
        Table table = Table.of("history", inOrder, columns -> {
            columns.add(
                            "time",
                            run -> Cell.text(
                                    run.at().truncatedTo(ChronoUnit.SECONDS).toString()))
                    .text("run", RunRecord::run)
                    .text("version", RunRecord::version);
            for (Benchmark benchmark : measured) {
                columns.add(
                        Table.Column.of("latency").key(benchmark.label() + " latency_ms"),
                        run -> latency(benchmark, run));
                columns.add(
                        Table.Column.of("peak").key(benchmark.label() + " peak_rss_bytes"),
                        run -> peak(benchmark, run));
            }
        });
        return CsvRenderer.render(List.of(table));
    }

    private static Cell latency(Benchmark benchmark, RunRecord run) {
        return Optional.ofNullable(benchmark.latency().orElseThrow().runs().get(run.run()))
                .map(GeometricMean::value)
                .<Cell>map(ns -> new Cell.Numeric(MetricJson.rounded(ns / NS_PER_MS), ""))
                .orElse(Cell.ABSENT);
    }

    private static Cell peak(Benchmark benchmark, RunRecord run) {
        long[] peaks = benchmark.trials().stream()
                .filter(trial -> trial.run().equals(run.run()))
                .map(trial -> trial.memory().rssPeakBytes())
                .filter(java.util.OptionalLong::isPresent)
                .mapToLong(java.util.OptionalLong::getAsLong)
                .sorted()
                .toArray();
        return peaks.length == 0 ? Cell.ABSENT : Cell.integer(peaks[peaks.length / 2]);
    }
}
