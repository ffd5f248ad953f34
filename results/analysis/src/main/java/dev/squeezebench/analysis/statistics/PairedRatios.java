package dev.squeezebench.analysis.statistics;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much faster one thing was than another, round by round: what stops a run, and what its report prints. */
public final class PairedRatios {
    private PairedRatios() {}

    /**
     * The baseline's latency over the candidate's in each round that has both, in the candidate's order.
     *
     * @param candidate median latency of each round
     * @param baseline the same of what it is compared with
     */
    public static <R> Map<R, Double> of(Map<R, Double> candidate, Map<R, Double> baseline) {
        Map<R, Double> ratios = new LinkedHashMap<>();
        candidate.forEach((round, latency) -> {
            Double other = baseline.get(round);
            if (other != null) {
                ratios.put(round, other / latency);
            }
        });
        return ratios;
    }
}
