package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A scenario over all its trials on one machine.
 *
 * @param scenario what was measured
 * @param trials how many trials were made
 * @param latency of the trials that count; absent when none does
 * @param rssBeforeLoadBytes resident set before the model was opened, median over the trials that count
 * @param peakRssBytes highest resident set while measuring, median over the trials that count
 * @param peakDeviceBytes the most that it used on an accelerator, median over the trials that count
 * @param adapters names of the devices that computed, as their drivers give them; empty on the CPU
 * @param flopShare the smallest share of the arithmetic that ran on what was asked for, of the trials that count, as far as it
 *     is known; absent where no trial tells
 * @param excluded why the other trials do not count
 * @param warnings of its trials, by code and reason, with those that only all trials together show
 */
public record ScenarioSummary(
        Scenario scenario,
        int trials,
        Optional<LatencySummary> latency,
        OptionalDouble rssBeforeLoadBytes,
        OptionalDouble peakRssBytes,
        OptionalDouble peakDeviceBytes,
        List<String> adapters,
        Optional<FlopShare> flopShare,
        List<ExcludedTrials> excluded,
        List<CountedWarning> warnings) {
    public ScenarioSummary {
        adapters = List.copyOf(adapters);
        excluded = List.copyOf(excluded);
        warnings = List.copyOf(warnings);
    }

    /** Whether it ran on an accelerator emulated in software. */
    public boolean softwareAdapter() {
        return warns(WarningCode.SOFTWARE_ADAPTER);
    }

    /** What stands behind the name of an accelerator wherever its number is shown; nothing where it did what its name says. */
    public String mark() {
        String partial = flopShare.isPresent() ? " (partial)" : " (partial: share unknown)";
        return (softwareAdapter() ? " (software adapter)" : "") + (partial() ? partial : "");
    }

    /** The same for several under one name. */
    static String mark(List<Row> rows) {
        return rows.stream().map(row -> row.summary().mark()).distinct().collect(Collectors.joining());
    }

    /** Whether less than 95% of the arithmetic ran on what was asked for, or how much is unknown. */
    public boolean partial() {
        return flopShare.filter(FlopShare::isPartial).isPresent()
                || warns(WarningCode.PARTIAL)
                || (flopShare.isEmpty() && warns(WarningCode.PLACEMENT_UNKNOWN));
    }

    private boolean warns(WarningCode code) {
        return warnings.stream().anyMatch(warning -> warning.code().equals(code.word()));
    }

    /** Throughput with its spread, sequences a second: how many are computed at once over how long that takes. */
    public Optional<GeometricMean> sequencesPerSecond() {
        return latency.map(measured -> measured.median().dividing(scenario.batch() * 1e9));
    }

    /** Whether a trial enters the numbers: it counts, and it has samples. */
    static boolean enters(Trial trial) {
        return trial.counts() && !trial.samples().measureNs().isEmpty();
    }

    /** Summary of one scenario's trials, at least one, in order of time; void rounds say why theirs do not count. */
    static ScenarioSummary of(List<Trial> trials, List<RoundRecord> voidRounds, Function<Trial, String> block) {
        List<Trial> counting = new ArrayList<>();
        Map<List<String>, ExcludedTrials> excluded = new LinkedHashMap<>();
        Set<String> adapters = new LinkedHashSet<>();
        for (Trial trial : trials) {
            if (enters(trial)) {
                counting.add(trial);
            } else {
                ExcludedTrials one = ExcludedTrials.of(trial, voidRounds);
                excluded.merge(List.of(one.outcome(), one.reason()), one, ExcludedTrials::and);
            }
            trial.acceleration().adapter().ifPresent(adapter -> adapters.add(adapter.name()));
        }
        Optional<LatencySummary> latency =
                counting.isEmpty() ? Optional.empty() : Optional.of(LatencySummary.of(counting, block));
        return new ScenarioSummary(
                trials.get(0).scenario(),
                trials.size(),
                latency,
                median(counting, trial -> trial.memory().rssBeforeLoadBytes()),
                median(counting, trial -> trial.memory().rssPeakBytes()),
                median(counting, trial -> trial.memory().deviceBytes()),
                List.copyOf(adapters),
                counting.stream()
                        .flatMap(trial -> trial.acceleration().flopShare().stream())
                        .min(Comparator.comparingDouble(FlopShare::least).thenComparingDouble(FlopShare::most)),
                List.copyOf(excluded.values()),
                warnings(trials, latency));
    }

    /** Of each trial, its own and those that only all trials together show. */
    private static List<CountedWarning> warnings(List<Trial> trials, Optional<LatencySummary> latency) {
        IdentityHashMap<Trial, List<Warning>> ofCounting = new IdentityHashMap<>();
        latency.ifPresent(
                measured -> measured.trials().forEach(trial -> ofCounting.put(trial.trial(), trial.warnings())));
        List<CountedWarning> warnings = new ArrayList<>(CountedWarning.of(trials.stream()
                .map(trial -> ofCounting.getOrDefault(trial, trial.warnings()))
                .toList()));
        latency.flatMap(measured -> CountedWarning.disagreement(
                        "latency",
                        measured.runs(),
                        Quantities::duration,
                        measured.trials().size()))
                .ifPresent(warnings::add);
        return warnings;
    }

    private static OptionalDouble median(List<Trial> trials, Function<Trial, OptionalLong> bytes) {
        double[] known = trials.stream()
                .map(bytes)
                .filter(OptionalLong::isPresent)
                .mapToDouble(OptionalLong::getAsLong)
                .toArray();
        return known.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(known));
    }
}
