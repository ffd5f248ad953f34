package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A scenario over all its trials on one machine.
 *
 * @param scenario what was measured
 * @param trials how many trials were made
 * @param latency of the trials that count; absent when none does
 * @param peakRssBytes highest resident set while measuring, median over the trials that count
 * @param mishaps why the other trials do not count
 * @param warnings of its trials, one for each code
 */
public record ScenarioSummary(
        Scenario scenario,
        int trials,
        Optional<LatencySummary> latency,
        OptionalDouble peakRssBytes,
        List<Mishap> mishaps,
        List<Warning> warnings) {
    /** Code of the warning that the accelerator is emulated in software: such numbers say nothing of a GPU. */
    public static final String SOFTWARE_ADAPTER = Adapter.SOFTWARE_WARNING;

    public ScenarioSummary {
        mishaps = Collections.unmodifiableList(new ArrayList<>(mishaps));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /** Whether it ran on an accelerator emulated in software. */
    public boolean softwareAdapter() {
        return warnings.stream().anyMatch(warning -> warning.code().equals(SOFTWARE_ADAPTER));
    }

    /** Throughput with its spread, sequences a second: how many are computed at once over how long that takes. */
    public Optional<GeometricMean> sequencesPerSecond() {
        return latency.map(measured -> measured.median().dividing(scenario.batch() * 1e9));
    }

    /** Whether a trial enters the numbers: it counts, and it has samples. */
    static boolean enters(Trial trial) {
        return trial.counts() && !trial.samples().measureNs().isEmpty();
    }

    /** Summary of one scenario's trials, at least one, in order of time. */
    static ScenarioSummary of(List<Trial> trials) {
        List<Trial> counting = new ArrayList<>();
        List<Mishap> mishaps = new ArrayList<>();
        for (Trial trial : trials) {
            if (enters(trial)) {
                counting.add(trial);
            } else {
                count(mishaps, Mishap.of(trial));
            }
        }
        return new ScenarioSummary(
                trials.get(0).scenario(),
                trials.size(),
                counting.isEmpty() ? Optional.empty() : Optional.of(LatencySummary.of(counting)),
                peakRss(counting),
                mishaps,
                warnings(trials));
    }

    private static void count(List<Mishap> mishaps, Mishap mishap) {
        for (int i = 0; i < mishaps.size(); i++) {
            if (mishaps.get(i).sameAs(mishap)) {
                mishaps.set(
                        i,
                        new Mishap(
                                mishap.outcome(),
                                mishap.reason(),
                                mishaps.get(i).trials() + 1));
                return;
            }
        }
        mishaps.add(mishap);
    }

    private static OptionalDouble peakRss(List<Trial> trials) {
        double[] peaks = trials.stream()
                .filter(trial -> trial.memory().rssPeakBytes().isPresent())
                .mapToDouble(trial -> trial.memory().rssPeakBytes().getAsLong())
                .toArray();
        return peaks.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(peaks));
    }

    /** One warning for each code, the first seen, with the number of trials that carry it. */
    private static List<Warning> warnings(List<Trial> trials) {
        Map<String, Warning> first = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Trial trial : trials) {
            // A trial may carry one code for two reasons.
            Set<String> codes = new HashSet<>();
            for (Warning warning : trial.warnings()) {
                first.putIfAbsent(warning.code(), warning);
                if (codes.add(warning.code())) {
                    counts.merge(warning.code(), 1, Integer::sum);
                }
            }
        }
        List<Warning> counted = new ArrayList<>();
        for (Warning warning : first.values()) {
            int count = counts.getOrDefault(warning.code(), 1);
            counted.add(new Warning(
                    warning.code(),
                    warning.message() + " (" + count + " of " + trials.size() + " trials)",
                    warning.remedy()));
        }
        return counted;
    }
}
