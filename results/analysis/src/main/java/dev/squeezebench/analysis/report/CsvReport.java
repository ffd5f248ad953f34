package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.text.Escaping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** The report as CSV: one line a scenario, raw numbers, absent values empty, ends of lines as RFC 4180 has them. */
public final class CsvReport {
    private static final String HEAD = "machine,quick,software_adapter,scenario,workload,lowering,fusion,dtype,batch,"
            + "sequence_length,runner,runtime_version,acceleration,threads,outcome,reason,trials,trials_counted,"
            + "median_ns,median_lower_ns,median_upper_ns,median_spread,p90_ns,sequences_per_second,"
            + "speed_up,speed_up_lower,speed_up_upper,speed_up_spread,relative_to,peak_rss_bytes,warnings\r\n";

    private CsvReport() {}

    /** Head and lines. */
    public static String render(Report report) {
        StringBuilder text = new StringBuilder(HEAD);
        for (Section section : report.sections()) {
            for (Group group : section.groups()) {
                for (Row row : group.rows()) {
                    List<String> fields = fields(section, row);
                    text.append(fields.stream().map(Escaping::csv).collect(Collectors.joining(",")))
                            .append("\r\n");
                }
            }
        }
        return text.toString();
    }

    private static List<String> fields(Section section, Row row) {
        ScenarioSummary summary = row.summary();
        Scenario scenario = summary.scenario();
        Optional<LatencySummary> latency = summary.latency();
        List<String> fields = new ArrayList<>(Arrays.asList(
                section.caption(),
                String.valueOf(section.quick()),
                String.valueOf(summary.softwareAdapter()),
                scenario.id(),
                scenario.workload(),
                scenario.lowering(),
                scenario.fusion(),
                scenario.dtype(),
                String.valueOf(scenario.batch()),
                String.valueOf(scenario.sequenceLength()),
                scenario.runner(),
                scenario.runtimeVersion(),
                scenario.acceleration(),
                String.valueOf(scenario.threads()),
                latency.isPresent() ? "measured" : joined(summary, true),
                joined(summary, false),
                String.valueOf(summary.trials()),
                String.valueOf(latency.map(measured -> measured.trials().size()).orElse(0))));
        fields.addAll(estimate(latency.map(LatencySummary::median), value -> String.valueOf(Math.round(value))));
        fields.add(latency.map(CsvReport::p90).orElse(""));
        fields.add(summary.sequencesPerSecond()
                .map(throughput -> String.valueOf(throughput.value()))
                .orElse(""));
        fields.addAll(estimate(row.speedUp().map(SpeedUp::estimate), String::valueOf));
        fields.add(row.speedUp().map(speedUp -> speedUp.baseline().id()).orElse(""));
        fields.add(
                summary.peakRssBytes().isPresent()
                        ? String.valueOf(Math.round(summary.peakRssBytes().getAsDouble()))
                        : "");
        fields.add(summary.warnings().stream().map(warning -> warning.code()).collect(Collectors.joining(" ")));
        return fields;
    }

    private static String joined(ScenarioSummary summary, boolean outcomes) {
        return summary.mishaps().stream()
                .map(mishap -> outcomes ? mishap.outcome() : mishap.reason())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static List<String> estimate(Optional<GeometricMean> mean, DoubleFunction<String> number) {
        if (!mean.isPresent()) {
            return Arrays.asList("", "", "", "");
        }
        Spread spread = mean.get().spread();
        return Arrays.asList(
                number.apply(mean.get().value()),
                number.apply(spread.lower()),
                number.apply(spread.upper()),
                spread instanceof Spread.Interval ? "interval" : "range");
    }

    private static String p90(LatencySummary latency) {
        return latency.p90() instanceof Percentile.Carried carried ? String.valueOf(Math.round(carried.value())) : "";
    }
}
