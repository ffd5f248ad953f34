package dev.squeezebench.analysis.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A simulated machine on which processes take turns: what a round of palindromic turns would measure. Log latency of call i
 * of arm a in round r at time t is mu_a + F_ra + M(t) + g_a B(t) + e_i, with F the effect of a process, M a drift, B bursts
 * of other work and e the noise of a call.
 *
 * @param callNoise standard deviation of a call
 * @param heavyTails whether a call's noise is Student's t with 3 degrees of freedom, with the same standard deviation
 * @param drift change of all latencies within a second; the sign is drawn for each round
 * @param burstsForAll whether bursts come that slow whoever works meanwhile
 * @param burstsForOne whether bursts come that slow one arm only, drawn for each
 * @param reaction how much more than the others the second arm is slowed by a burst, 0 if alike
 * @param slowShare share of processes that are slower by 28% as a whole
 */
public record TurnsMachine(
        double callNoise,
        boolean heavyTails,
        double drift,
        boolean burstsForAll,
        boolean burstsForOne,
        double reaction,
        double slowShare) {
    /** A quiet machine. */
    public static final TurnsMachine QUIET = new TurnsMachine(.015, false, 0, false, false, 0, 0);

    /** The bursts and the wandering of the cloud machine that was recorded. */
    public static final TurnsMachine CLOUD = new TurnsMachine(.015, false, .002, true, false, 0, 0);

    private static final double PROCESS_EFFECT = .003;
    private static final double BURST = Math.log(1.4);
    private static final double SLOW = Math.log(1.28);
    /** Mean seconds of a burst, and between two: 24% of the time, an edge each second. */
    private static final double BURST_SECONDS = .5;

    private static final double QUIET_SECONDS = 1.6;
    /** The slow wandering that is no trend: an Ornstein-Uhlenbeck process. */
    private static final double WANDERING = .02;

    private static final double WANDERING_SECONDS = 60;

    /**
     * Log-ratios of the other arms to the first in one round.
     *
     * @param latencies seconds of a call of each arm on a quiet machine
     * @param cycles of the round
     */
    public double[] round(double[] latencies, int cycles, SplittableRandom random) {
        double[][] turns = new double[latencies.length][2 * cycles];
        State state = new State(random);
        double[] own = new double[latencies.length];
        Arrays.setAll(
                own, arm -> PROCESS_EFFECT * random.nextGaussian() + (random.nextDouble() < slowShare ? SLOW : 0));
        for (int cycle = 0; cycle < cycles; cycle++) {
            int[] row = row(latencies.length, cycle);
            for (int place = 0; place < 2 * row.length; place++) {
                int arm = place < row.length ? row[place] : row[2 * row.length - 1 - place];
                double log = own[arm] + state.slowed(arm, latencies.length) + noise(random);
                turns[arm][2 * cycle + place / row.length] = Math.log(latencies[arm]) + log;
                state.pass(latencies[arm] * Math.exp(log));
            }
        }
        double[] ratios = new double[latencies.length - 1];
        Arrays.setAll(ratios, i -> HalfCycleRatio.of(turns[i + 1], turns[0]).logRatio());
        return ratios;
    }

    /** A row of a Williams square of an even number of arms: 0, 1, n-1, 2, n-2, ... with the row's number added. */
    private static int[] row(int arms, int number) {
        int[] row = new int[arms];
        Arrays.setAll(row, i -> ((i % 2 == 1 ? (i + 1) / 2 : (arms - i / 2) % arms) + number) % arms);
        return row;
    }

    private double noise(SplittableRandom random) {
        double normal = random.nextGaussian();
        return callNoise * (heavyTails ? heavy(normal, random) : normal);
    }

    /** Student's t with 3 degrees of freedom and a standard deviation of 1. */
    public static double heavy(double normal, SplittableRandom random) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double next = random.nextGaussian();
            squares += next * next;
        }
        return normal / Math.sqrt(squares);
    }

    private final class State {
        private final SplittableRandom random;
        private final double trend;
        private double time;
        private double wandering;
        private boolean burst;
        private double burstEnds;
        private int burstArm;

        State(SplittableRandom random) {
            this.random = random;
            this.trend = random.nextBoolean() ? drift : -drift;
            this.wandering = drift > 0 ? WANDERING * random.nextGaussian() : 0;
            this.burst = random.nextDouble() < BURST_SECONDS / (BURST_SECONDS + QUIET_SECONDS);
            this.burstEnds = exponential(burst ? BURST_SECONDS : QUIET_SECONDS);
            this.burstArm = random.nextInt(1 << 20);
        }

        double slowed(int arm, int arms) {
            double all = trend * time + wandering;
            if (!burst) {
                return all;
            }
            if (burstsForAll) {
                return all + BURST * (arm == 1 ? 1 + reaction : 1);
            }
            return burstsForOne && burstArm % arms == arm ? all + BURST : all;
        }

        void pass(double seconds) {
            time += seconds;
            if (drift > 0) {
                double kept = Math.exp(-seconds / WANDERING_SECONDS);
                wandering = kept * wandering + WANDERING * Math.sqrt(1 - kept * kept) * random.nextGaussian();
            }
            while (burstEnds < time) {
                burst = !burst;
                burstEnds += exponential(burst ? BURST_SECONDS : QUIET_SECONDS);
                burstArm = random.nextInt(1 << 20);
            }
        }

        private double exponential(double mean) {
            return -mean * Math.log(1 - random.nextDouble());
        }
    }
}
