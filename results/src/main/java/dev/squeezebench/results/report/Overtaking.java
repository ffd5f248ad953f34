package dev.squeezebench.results.report;

import dev.squeezebench.results.Scenario;
import dev.squeezebench.results.statistics.Crossover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From which size on an accelerator is faster than the processor.
 *
 * @param candidate the accelerator's curve
 * @param reference the processor's
 * @param crossover where the candidate gets ahead
 */
public record Overtaking(Curve candidate, Curve reference, Crossover crossover) {
    /** Over the sizes and rounds that both have; empty where those are too few. */
    static Optional<Overtaking> of(Curve candidate, Curve reference) {
        Set<Integer> common = candidate.sizes();
        common.retainAll(reference.sizes());
        double[] sizes = common.stream().mapToDouble(Integer::doubleValue).toArray();
        List<double[]> leads = new ArrayList<>();
        if (sizes.length > 1) {
            for (String round : candidate.rounds((int) sizes[0]).keySet()) {
                lead(candidate, reference, round, sizes).ifPresent(leads::add);
            }
        }
        return leads.isEmpty()
                ? Optional.empty()
                : Optional.of(new Overtaking(candidate, reference, Crossover.of(sizes, leads)));
    }

    /** The reference's latency over the candidate's within a round, at each size; empty where a trial is missing. */
    private static Optional<double[]> lead(Curve candidate, Curve reference, String round, double[] sizes) {
        double[] lead = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            Map<String, Double> own = candidate.rounds((int) sizes[i]);
            Map<String, Double> other = reference.rounds((int) sizes[i]);
            if (!own.containsKey(round) || !other.containsKey(round)) {
                return Optional.empty();
            }
            lead[i] = other.getOrDefault(round, 0.0) / own.getOrDefault(round, 1.0);
        }
        return Optional.of(lead);
    }

    /** One sentence. */
    public String sentence() {
        Scenario scenario = candidate.scenario();
        SweepAxis axis = candidate.axis();
        String start = scenario.workload() + ", " + scenario.dtype() + ", "
                + (axis == SweepAxis.BATCH ? scenario.sequenceLength() + " tokens" : "batch " + scenario.batch()) + ": "
                + candidate.name() + (candidate.softwareAdapter() ? " (" + Marks.SOFTWARE_ADAPTER + ')' : "") + ' ';
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
        return start + "overtakes " + reference.name() + " in " + unclear.crossing()
                + " rounds, is faster at every size in "
                + unclear.fromStart() + " and slower at the largest in " + unclear.never()
                + ": measure more rounds, or sizes farther apart";
    }
}
