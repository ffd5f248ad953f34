package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.analysis.statistics.RoundEstimator;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Latency of a scenario over its trials, in nanoseconds.
 *
 * @param median geometric mean of the trials' medians with its spread over trials, which a table calls latency: it is of
 *     this machine in these minutes; two scenarios are compared by their speed-up, which is formed within rounds
 * @param trials each trial that counts, in order of time
 * @param runs the same of each run by itself, by its id, and of each sitting of a run that was resumed; {@code median} is
 *     pooled from them
 * @param p90 90th percentile of all measured samples, or why there are too few
 * @param p99 99th percentile
 * @param aloneOverTurns how much longer an invocation takes in a row, while the others wait, than in turns; absent where
 *     that was not measured
 * @param load time to open the model, over the trials that have it
 * @param firstInference time of the first invocation
 * @param start both together
 */
public record LatencySummary(
        GeometricMean median,
        List<TrialMedian> trials,
        Map<String, GeometricMean> runs,
        Percentile p90,
        Percentile p99,
        Optional<GeometricMean> aloneOverTurns,
        Optional<GeometricMean> load,
        Optional<GeometricMean> firstInference,
        Optional<GeometricMean> start) {
    public LatencySummary {
        trials = List.copyOf(trials);
        runs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(runs));
    }

    /**
     * One trial.
     *
     * @param trial the trial itself
     * @param medianNs median of its measured samples
     * @param warnings its own, and those that only all trials together show
     * @param block what rounds share the machine's state with: a run, or a sitting of one that was resumed
     */
    public record TrialMedian(Trial trial, double medianNs, List<Warning> warnings, String block) {
        public TrialMedian {
            warnings = List.copyOf(warnings);
        }

        private boolean unsteady() {
            return warnings.stream().anyMatch(WarningCode.UNSTEADY::is);
        }

        /** Run that it belongs to. */
        public String run() {
            return trial.run();
        }

        /** Number of its round. */
        public int round() {
            return trial.round();
        }

        /** The round, among those of several runs. */
        public RoundId roundId() {
            return RoundId.of(trial);
        }
    }

    /** Summary of at least one trial that counts; rounds of one block share what the machine was like then. */
    public static LatencySummary of(List<Trial> trials, Function<Trial, String> block) {
        double[] mediansNs =
                trials.stream().mapToDouble(LatencySummary::medianNs).toArray();
        SteadinessCheck steadiness = new SteadinessCheck(mediansNs);
        List<TrialMedian> medians = new ArrayList<>();
        for (int i = 0; i < mediansNs.length; i++) {
            Trial trial = trials.get(i);
            List<Warning> warnings = new ArrayList<>(trial.warnings());
            warnings.addAll(steadiness.of(trial));
            medians.add(new TrialMedian(trial, mediansNs[i], warnings, block.apply(trial)));
        }
        Map<String, GeometricMean> runs = new LinkedHashMap<>();
        byBlock(medians, TrialMedian::block, TrialMedian::medianNs)
                .forEach((run, values) -> runs.put(run, floored(GeometricMean.of(values), medians)));
        return new LatencySummary(
                GeometricMean.pooled(List.copyOf(runs.values())),
                medians,
                runs,
                tail(0.9, trials),
                tail(0.99, trials),
                aloneOverTurns(medians),
                stage(trials, block, trial -> trial.samples().loadNs()),
                stage(trials, block, trial -> trial.samples().firstInferenceNs()),
                stage(trials, block, LatencySummary::startNs));
    }

    /** The trial of each round; of several attempts the last. */
    Map<RoundId, TrialMedian> byRound() {
        Map<RoundId, TrialMedian> rounds = new LinkedHashMap<>();
        trials.forEach(trial -> rounds.put(trial.roundId(), trial));
        return rounds;
    }

    /** Whether the machine's speed changed in bursts while a trial was measured. */
    boolean unsteady() {
        return trials.stream().anyMatch(TrialMedian::unsteady);
    }

    private static GeometricMean floored(GeometricMean estimate, List<TrialMedian> trials) {
        return trials.stream().anyMatch(TrialMedian::unsteady) ? estimate.onUnsteadyMachine() : estimate;
    }

    /** Of trials in turns from the block that each has in a row: an invocation after another process's is no tail. */
    private static Percentile tail(double p, List<Trial> trials) {
        boolean inTurns =
                trials.stream().noneMatch(trial -> trial.samples().turns().isEmpty());
        Stream<double[]> samples = trials.stream()
                .map(trial ->
                        inTurns ? trial.samples().aloneNs() : trial.samples().measureNs())
                .map(LongSeries::toDoubles);
        return inTurns
                ? Percentile.ofRounds(p, samples.toList())
                : Percentile.of(p, samples.flatMapToDouble(DoubleStream::of).toArray());
    }

    private static Optional<GeometricMean> aloneOverTurns(List<TrialMedian> medians) {
        List<TrialMedian> both = medians.stream()
                .filter(trial -> !trial.trial().samples().aloneNs().isEmpty())
                .toList();
        List<GeometricMean> runs = new ArrayList<>();
        byBlock(
                        both,
                        TrialMedian::block,
                        trial -> Quantiles.median(
                                        trial.trial().samples().aloneNs().toDoubles())
                                / trial.medianNs())
                .values()
                .forEach(ratios -> runs.add(RoundEstimator.SET_ASIDE.of(ratios)));
        return runs.isEmpty() ? Optional.empty() : Optional.of(GeometricMean.pooled(runs));
    }

    /** Median of a trial's measured samples, at least one. */
    public static double medianNs(Trial trial) {
        return Quantiles.median(trial.samples().measureNs().toDoubles());
    }

    /** Time from opening the model to the end of the first inference. */
    public static OptionalLong startNs(Trial trial) {
        OptionalLong load = trial.samples().loadNs();
        OptionalLong first = trial.samples().firstInferenceNs();
        return load.isPresent() && first.isPresent()
                ? OptionalLong.of(load.getAsLong() + first.getAsLong())
                : OptionalLong.empty();
    }

    /** Values by their block, in order. */
    static <T> Map<String, double[]> byBlock(
            Iterable<T> items, Function<T, String> block, java.util.function.ToDoubleFunction<T> value) {
        Map<String, List<Double>> lists = new LinkedHashMap<>();
        for (T item : items) {
            lists.computeIfAbsent(block.apply(item), each -> new ArrayList<>()).add(value.applyAsDouble(item));
        }
        Map<String, double[]> arrays = new LinkedHashMap<>();
        lists.forEach((name, values) -> arrays.put(
                name, values.stream().mapToDouble(Double::doubleValue).toArray()));
        return arrays;
    }

    private static Optional<GeometricMean> stage(
            List<Trial> trials, Function<Trial, String> block, Function<Trial, OptionalLong> duration) {
        List<Trial> timed = trials.stream()
                .filter(trial -> duration.apply(trial).isPresent()
                        && duration.apply(trial).getAsLong() > 0)
                .toList();
        List<GeometricMean> runs = new ArrayList<>();
        byBlock(timed, block, trial -> duration.apply(trial).orElseThrow())
                .values()
                .forEach(values -> runs.add(GeometricMean.of(values)));
        return runs.isEmpty() ? Optional.empty() : Optional.of(GeometricMean.pooled(runs));
    }
}
