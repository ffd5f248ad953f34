package dev.squeezebench.analysis.claims;

import java.util.OptionalLong;

/**
 * A published figure with its source and its conditions. What the source leaves open (runtime, threads, sequence length)
 * is not filled in.
 *
 * @param id stable word for scripts
 * @param statement what is claimed, one sentence
 * @param source authors, year, title, where in it
 * @param url where to read it
 * @param device what it was measured on
 * @param candidate the faster workload
 * @param baseline the slower workload
 * @param speedUp the baseline's latency over the candidate's
 * @param baselineLatencyNs the baseline's latency there
 */
public record Claim(
        String id,
        String statement,
        String source,
        String url,
        String device,
        String candidate,
        String baseline,
        double speedUp,
        OptionalLong baselineLatencyNs) {
    public Claim {
        if (!(speedUp > 0) || Double.isInfinite(speedUp)) {
            throw new IllegalArgumentException("a speed-up is a positive number, not " + speedUp);
        }
    }
}
