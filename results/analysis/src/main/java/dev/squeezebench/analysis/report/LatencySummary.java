package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Latency of a scenario over its trials, in nanoseconds.
 *
 * @param median geometric mean of the trials' medians with its interval over trials: centre and interval belong together,
 *     and with complete rounds the quotient of two printed latencies is the printed speed-up
 * @param trials median of each trial that counts, in order of time
 * @param p90 90th percentile of all measured samples, or why there are too few
 */
public record LatencySummary(GeometricMean median, List<TrialMedian> trials, Percentile p90) {
    public LatencySummary {
        trials = Collections.unmodifiableList(new ArrayList<>(trials));
    }

    /**
     * One trial.
     *
     * @param run run that it belongs to
     * @param round number of its round
     * @param medianNs median of its measured samples
     */
    public record TrialMedian(String run, int round, double medianNs) {
        /** The round, among those of several runs. */
        public RoundId roundId() {
            return new RoundId(run, round);
        }
    }

    /** Summary of at least one trial that counts. */
    static LatencySummary of(List<Trial> trials) {
        List<TrialMedian> medians = new ArrayList<>();
        for (Trial trial : trials) {
            medians.add(new TrialMedian(trial.run(), trial.round(), medianNs(trial)));
        }
        return new LatencySummary(
                GeometricMean.of(
                        medians.stream().mapToDouble(TrialMedian::medianNs).toArray()),
                medians,
                Percentile.of(0.9, pooled(trials)));
    }

    static double medianNs(Trial trial) {
        return Quantiles.median(trial.samples().measureNs().toDoubles());
    }

    private static double[] pooled(List<Trial> trials) {
        return trials.stream()
                .flatMapToDouble(
                        trial -> DoubleStream.of(trial.samples().measureNs().toDoubles()))
                .toArray();
    }
}
