package dev.squeezebench.analysis.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What many gates on a corpus decide.
 *
 * @param gates how many
 * @param fails FAILs before control rounds
 * @param confirmed FAILs that are left after them
 * @param passes PASSes
 * @param covered gates whose printed interval contains the true ratio
 * @param rounds mean number of rounds
 */
record GateSimulation(int gates, int fails, int confirmed, int passes, int covered, double rounds) {
    private static final double TOLERANCE = .01;

    /** Simulates gates of at most so many rounds with a candidate that is slower by so much. */
    static GateSimulation of(Corpus corpus, double slowDown, int mostRounds, int gates, long seed) {
        GateRule rule = new GateRule(TOLERANCE, 1);
        SplittableRandom random = new SplittableRandom(seed);
        double effect = Math.log1p(slowDown);
        int fails = 0;
        int confirmed = 0;
        int passes = 0;
        int covered = 0;
        long rounds = 0;
        for (int gate = 0; gate < gates; gate++) {
            Corpus.Rounds source = corpus.start(random);
            List<GateRound> all = new ArrayList<>();
            Finding finding = rule.latency(Evidence.of(all));
            while (finding.verdict() instanceof Verdict.Inconclusive && all.size() < mostRounds) {
                int look = GateRule.nextLook(all.size(), true).getAsInt();
                Stream.generate(() -> source.next(effect).logRatio())
                        .limit(look - all.size())
                        .forEach(ratio -> all.add(GateRound.ofLatency(ratio)));
                finding = rule.latency(Evidence.of(all));
            }
            rounds += all.size();
            double value = Math.exp(effect);
            covered += finding.ratio()
                            .filter(ratio -> ratio.spread().lower() <= value
                                    && value <= ratio.spread().upper())
                            .isPresent()
                    ? 1
                    : 0;
            passes += finding.verdict() instanceof Verdict.Pass ? 1 : 0;
            if (finding.verdict() instanceof Verdict.Fail) {
                fails++;
                List<Double> controls = Stream.generate(() -> source.next(0).logRatio())
                        .limit(GateRule.CONTROL_ROUNDS)
                        .toList();
                confirmed += rule.latency(new Evidence(all, controls, false)).verdict() instanceof Verdict.Fail ? 1 : 0;
            }
        }
        return new GateSimulation(gates, fails, confirmed, passes, covered, rounds / (double) gates);
    }
}
