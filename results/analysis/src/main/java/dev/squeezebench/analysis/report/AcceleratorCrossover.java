package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.analysis.statistics.Crossover;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * From which size on an accelerator is faster than the processor.
 *
 * @param candidate the accelerator's curve
 * @param reference the processor's
 * @param crossover where the candidate gets ahead
 */
public record AcceleratorCrossover(Curve candidate, Curve reference, Crossover crossover) {
    /** Over the sizes and rounds that both have; empty where those are too few. */
    static Optional<AcceleratorCrossover> of(Curve candidate, Curve reference) {
        Set<Integer> common = candidate.sizes();
        common.retainAll(reference.sizes());
        if (common.size() < 2) {
            return Optional.empty();
        }
        Map<List<Object>, double[]> leads = new LinkedHashMap<>();
        int i = 0;
        for (int size : common) {
            Map<List<Object>, Double> atSize = leads(candidate.trials(size), reference.trials(size));
            if (i == 0) {
                atSize.keySet().forEach(round -> leads.put(round, new double[common.size()]));
            }
            leads.keySet().retainAll(atSize.keySet());
            int place = i++;
            leads.forEach((round, lead) -> lead[place] = atSize.getOrDefault(round, Double.NaN));
        }
        Map<Object, List<double[]>> runs = new LinkedHashMap<>();
        leads.forEach((round, lead) ->
                runs.computeIfAbsent(round.get(0), run -> new ArrayList<>()).add(lead));
        double[] sizes = common.stream().mapToDouble(Integer::doubleValue).toArray();
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(new AcceleratorCrossover(
                        candidate, reference, Crossover.of(sizes, List.copyOf(runs.values()))));
    }

    /**
     * The reference's latency over the candidate's at one size, by block and number of the round: sizes take turns in groups of
     * their own, and so may targets of which one is much slower.
     */
    private static Map<List<Object>, Double> leads(List<TrialMedian> candidates, List<TrialMedian> references) {
        Map<List<Object>, Double> leads = new LinkedHashMap<>();
        for (TrialMedian candidate : candidates) {
            references.stream()
                    .filter(other -> round(other).equals(round(candidate)))
                    .min(Comparator.comparing(other -> !other.roundId().equals(candidate.roundId())))
                    .ifPresent(other -> leads.put(round(candidate), PairedTrials.speedUp(candidate, other)));
        }
        return leads;
    }

    private static List<Object> round(TrialMedian trial) {
        return List.of(trial.block(), trial.round());
    }

    /** One sentence. */
    public String sentence() {
        Scenario scenario = candidate.scenario();
        SweepAxis axis = candidate.axis();
        String start = scenario.workload() + ", " + scenario.dtype()
                + axis.otherSize(scenario).map(size -> ", " + size).orElse("") + ": "
                + candidate.name() + candidate.mark() + ' ';
        if (crossover instanceof Crossover.At at) {
            return start + "overtakes " + reference.name() + " at " + axis.words(Quantities.size(at.size()));
        }
        if (crossover instanceof Crossover.FromStart fromStart) {
            return start + "is faster than " + reference.name() + " from "
                    + axis.words(String.valueOf((int) fromStart.smallest())) + " on, the smallest measured";
        }
        if (crossover instanceof Crossover.Never never) {
            return start + "is not faster than " + reference.name() + " at "
                    + axis.words(String.valueOf((int) never.largest())) + ", the largest measured";
        }
        Crossover.Unclear unclear = (Crossover.Unclear) crossover;
        String what = unclear.ahead().isPresent()
                ? "is faster than " + reference.name() + " from " + size(unclear.ahead())
                        + " on, and may be at smaller sizes"
                : unclear.behind().isPresent()
                        ? "is not faster than " + reference.name() + " up to " + size(unclear.behind())
                                + ", and may be at larger sizes"
                        : "may be faster than " + reference.name() + " or not, at every size";
        return start + what + ": measure more rounds, or sizes farther apart";
    }

    private String size(OptionalDouble size) {
        return candidate.axis().words(Quantities.number(size.orElseThrow()));
    }
}
