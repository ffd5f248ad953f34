package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.analysis.statistics.HalfCycleRatio;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A scenario over the minutes of one long round: rankings may change when a device becomes hot. Within one round there is no
 * interval: a speed-up has the range of its half-cycles.
 *
 * @param row the scenario
 * @param trial that it was measured by
 * @param minutes in order, those without a turn left out
 * @param ratios how much faster it was than its baseline, by minute; empty for a baseline
 */
public record Sustained(Row row, TrialMedian trial, List<Minute> minutes, List<Ratio> ratios) {
    /** Word of the run's settings. */
    private static final String SETTING = "sustain";

    private static final double NS_PER_MINUTE = 60e9;

    /** Minutes that are slower by more than this, to the end of the round, are throttled. */
    private static final double SLOWED = 1.05;

    /**
     * The invocations whose turn began within a minute.
     *
     * @param number from 1
     * @param medianNs their median
     * @param invocations how many
     */
    public record Minute(int number, double medianNs, int invocations) {}

    /**
     * Ratios of the half-cycles that began within a minute.
     *
     * @param number from 1
     * @param median of them: the baseline's latency over the candidate's
     * @param lower the smallest
     * @param upper the largest
     * @param halfCycles how many
     */
    public record Ratio(int number, double median, double lower, double upper, int halfCycles) {}

    public Sustained {
        minutes = List.copyOf(minutes);
        ratios = List.copyOf(ratios);
    }

    /** The long rounds of a section; none where no run was asked for one. */
    public static List<Sustained> of(Section section) {
        Set<String> runs = section.runs().stream()
                .filter(run -> run.settings().containsKey(SETTING))
                .map(RunRecord::run)
                .collect(Collectors.toSet());
        List<Sustained> all = new ArrayList<>();
        for (Row row : section.rows()) {
            trial(row, runs).ifPresent(own -> {
                Round round = Round.of(own.trial(), section.rows(), runs);
                List<Ratio> ratios = row.speedUp()
                        .flatMap(speedUp -> section.rows().stream()
                                .filter(other -> other.summary().scenario().equals(speedUp.baseline()))
                                .flatMap(other -> trial(other, runs).stream())
                                .filter(other -> Round.isShared(other.trial(), own.trial()))
                                .findFirst())
                        .map(baseline -> round.ratios(own.trial(), baseline.trial()))
                        .orElse(List.of());
                all.add(new Sustained(row, own, round.minutes(own.trial()), ratios));
            });
        }
        return all;
    }

    /** The newest one in turns of such a run. */
    private static Optional<TrialMedian> trial(Row row, Set<String> runs) {
        return row.summary().latency().stream()
                .flatMap(latency -> latency.trials().stream())
                .filter(each -> runs.contains(each.trial().run())
                        && !each.trial().samples().turns().isEmpty())
                .max(Comparator.comparing(each -> each.trial().startedAt()));
    }

    /**
     * The first minute from which on every minute's median is more than 5% above the first minute's; absent where there is
     * none.
     */
    public OptionalInt throttledFrom() {
        OptionalInt from = OptionalInt.empty();
        for (Minute minute : minutes) {
            if (minute.medianNs() <= SLOWED * first().medianNs()) {
                from = OptionalInt.empty();
            } else if (from.isEmpty()) {
                from = OptionalInt.of(minute.number());
            }
        }
        return from;
    }

    /** The first minute. */
    public Minute first() {
        return minutes.get(0);
    }

    /** The last minute. */
    public Minute last() {
        return minutes.get(minutes.size() - 1);
    }

    /**
     * Time in a round, by the clock that all of its processes share.
     *
     * @param beginNs when the first turn began
     * @param minutes how many it has; what is left over of the last one counts to it, or is one by itself from half a minute on
     */
    private record Round(long beginNs, int minutes) {
        static Round of(Trial trial, List<Row> rows, Set<String> runs) {
            List<Trial> together = rows.stream()
                    .flatMap(row -> trial(row, runs).stream())
                    .map(TrialMedian::trial)
                    .filter(other -> isShared(other, trial))
                    .toList();
            long begin = together.stream()
                    .mapToLong(each -> each.samples().turns().get(0).startNs())
                    .min()
                    .orElseThrow();
            long end = together.stream().mapToLong(Round::lastBegin).max().orElseThrow();
            return new Round(begin, (int) Math.max(1, Math.round((end - begin) / NS_PER_MINUTE)));
        }

        static boolean isShared(Trial one, Trial other) {
            return one.run().equals(other.run())
                    && one.round() == other.round()
                    && one.group().equals(other.group())
                    && one.device().equals(other.device());
        }

        private static long lastBegin(Trial trial) {
            List<Samples.Turn> turns = trial.samples().turns();
            return turns.get(turns.size() - 1).startNs();
        }

        private int minute(Samples.Turn turn) {
            return Math.min(minutes, 1 + (int) ((turn.startNs() - beginNs) / NS_PER_MINUTE));
        }

        List<Minute> minutes(Trial trial) {
            double[] all = trial.samples().measureNs().toDoubles();
            TreeMap<Integer, List<double[]>> byMinute = new TreeMap<>();
            int from = 0;
            for (Samples.Turn turn : trial.samples().turns()) {
                byMinute.computeIfAbsent(minute(turn), number -> new ArrayList<>())
                        .add(Arrays.copyOfRange(all, from, from + turn.count()));
                from += turn.count();
            }
            List<Minute> found = new ArrayList<>();
            byMinute.forEach((number, parts) -> {
                double[] values = parts.stream().flatMapToDouble(Arrays::stream).toArray();
                found.add(new Minute(number, Quantiles.median(values), values.length));
            });
            return found;
        }

        List<Ratio> ratios(Trial candidate, Trial baseline) {
            List<Samples.Turn> turns = candidate.samples().turns();
            if (turns.size() != baseline.samples().turns().size() || turns.size() % 2 != 0) {
                return List.of();
            }
            double[] logs = HalfCycleRatio.logRatios(
                    PairedTrials.turnLatencies(candidate), PairedTrials.turnLatencies(baseline));
            TreeMap<Integer, List<Double>> byMinute = new TreeMap<>();
            for (int half = 0; half < logs.length; half++) {
                byMinute.computeIfAbsent(minute(turns.get(half)), number -> new ArrayList<>())
                        .add(Math.exp(-logs[half]));
            }
            List<Ratio> found = new ArrayList<>();
            byMinute.forEach((number, values) -> {
                double[] sorted = values.stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
                found.add(new Ratio(
                        number, Quantiles.median(sorted), sorted[0], sorted[sorted.length - 1], sorted.length));
            });
            return found;
        }
    }
}
