package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.Crossover;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
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
        List<Map<RoundId, Double>> own = new ArrayList<>();
        List<Map<RoundId, Double>> others = new ArrayList<>();
        for (int size : common) {
            own.add(candidate.rounds(size));
            others.add(reference.rounds(size));
        }
        Map<String, List<double[]>> leads = new LinkedHashMap<>();
        for (RoundId round : own.get(0).keySet()) {
            lead(own, others, round).ifPresent(lead -> leads.computeIfAbsent(round.run(), run -> new ArrayList<>())
                    .add(lead));
        }
        double[] sizes = common.stream().mapToDouble(Integer::doubleValue).toArray();
        return leads.isEmpty()
                ? Optional.empty()
                : Optional.of(new AcceleratorCrossover(
                        candidate, reference, Crossover.of(sizes, List.copyOf(leads.values()))));
    }

    /** The reference's latency over the candidate's within a round, at each size; empty where a trial is missing. */
    private static Optional<double[]> lead(
            List<Map<RoundId, Double>> own, List<Map<RoundId, Double>> others, RoundId round) {
        double[] lead = new double[own.size()];
        for (int i = 0; i < lead.length; i++) {
            Double latency = own.get(i).get(round);
            Double other = others.get(i).get(round);
            if (latency == null || other == null) {
                return Optional.empty();
            }
            lead[i] = other / latency;
        }
        return Optional.of(lead);
    }

    /** One sentence. */
    public String sentence() {
        Scenario scenario = candidate.scenario();
        SweepAxis axis = candidate.axis();
        String start = scenario.workload() + ", " + scenario.dtype()
                + axis.otherSize(scenario).map(size -> ", " + size).orElse("") + ": "
                + candidate.name() + (candidate.softwareAdapter() ? " (" + "software adapter" + ')' : "") + ' ';
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
