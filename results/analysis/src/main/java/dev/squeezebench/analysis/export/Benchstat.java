package dev.squeezebench.analysis.export;

import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Go's benchmark format with a line for each trial. Configuration lines that differ between two files split benchstat's
 * tables without a word, so there are none about machine and runtime. The arms of a gate are told apart by {@code arm:},
 * for {@code benchstat -col arm}.
 */
final class Benchstat {
    private static final String HEAD = "pkg: squeezebench\nUnit ns/op better=lower\nUnit B-peak-rss better=lower\n";

    private Benchstat() {}

    static String render(List<Benchmark> benchmarks) {
        StringBuilder text = new StringBuilder(HEAD);
        List<String> arms = benchmarks.stream().map(Benchmark::arm).distinct().toList();
        for (String arm : arms) {
            if (!arm.equals(Trial.SINGLE)) {
                text.append("arm: ").append(arm).append('\n');
            }
            text.append(benchmarks.stream()
                    .filter(benchmark -> benchmark.arm().equals(arm))
                    .map(Benchstat::lines)
                    .collect(Collectors.joining()));
        }
        return text.toString();
    }

    private static String lines(Benchmark benchmark) {
        return benchmark
                .latency()
                .map(latency -> latency.trials().stream()
                        .map(trial -> "BenchmarkInference/" + benchmark.name() + ' '
                                + trial.trial().samples().measureNs().size() + ' ' + Math.round(trial.medianNs())
                                + " ns/op" + peak(trial.trial()) + '\n')
                        .collect(Collectors.joining()))
                .orElse("");
    }

    private static String peak(Trial trial) {
        return trial.memory().rssPeakBytes().isPresent()
                ? " " + trial.memory().rssPeakBytes().getAsLong() + " B-peak-rss"
                : "";
    }
}
