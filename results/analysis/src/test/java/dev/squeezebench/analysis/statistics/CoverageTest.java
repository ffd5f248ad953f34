package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often the printed 95% interval holds the true speed-up, by simulation of machines: each trial's median carries what
 * the whole round carries (which cancels), a drift that goes on between its two trials (whose order is random) and an
 * effect of its own process. A share over {@value #RUNS} runs has a standard error of at most .0018.
 */
class CoverageTest {
    private static final int RUNS = 20_000;
    private static final int BUDGET_ROUNDS = 30;
    private static final double TRUE_RATIO = 2.5;
    private static final double TARGET = 0.01;

    enum Machine {
        QUIET {
            @Override
            double processEffect(SplittableRandom random) {
                return random.nextGaussian();
            }
        },
        HEAVY_TAILED {
            @Override
            double processEffect(SplittableRandom random) {
                // Student's t with 3 degrees of freedom: its variance barely exists.
                double squares = 0;
                for (int i = 0; i < 3; i++) {
                    double normal = random.nextGaussian();
                    squares += normal * normal;
                }
                return random.nextGaussian() / Math.sqrt(squares / 3);
            }
        },
        SOMETIMES_CONTENDED {
            @Override
            double processEffect(SplittableRandom random) {
                // One process in ten meets a neighbour, who only ever makes it slower.
                double normal = random.nextGaussian();
                return random.nextInt(10) == 0 ? normal + 5 * Math.abs(random.nextGaussian()) : normal;
            }
        },
        LIGHT_TAILED {
            @Override
            double processEffect(SplittableRandom random) {
                return 3.4 * random.nextDouble() - 1.7;
            }
        },
        DRIFTING {
            @Override
            double processEffect(SplittableRandom random) {
                return 0.5 * random.nextGaussian();
            }

            @Override
            double driftWithinRound() {
                return 1;
            }
        };

        abstract double processEffect(SplittableRandom random);

        double driftWithinRound() {
            return 0;
        }

        /** One round's speed-up; {@code scale} is the size of a process's effect on the logarithm. */
        double ratio(SplittableRandom random, double scale) {
            double round = 0.1 * random.nextGaussian();
            double drift = random.nextBoolean() ? driftWithinRound() : -driftWithinRound();
            double baseline = round + scale * (processEffect(random) + drift);
            double candidate = round + scale * processEffect(random) - Math.log(TRUE_RATIO);
            return Math.exp(baseline - candidate);
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void ofAFixedNumberOfRoundsIsBetween93And99Percent(Machine machine) {
        for (int rounds : new int[] {6, 10, 20}) {
            SplittableRandom random = new SplittableRandom(20260611 + rounds);
            int held = 0;
            for (int run = 0; run < RUNS; run++) {
                double[] ratios = new double[rounds];
                Arrays.setAll(ratios, i -> machine.ratio(random, 0.01));
                held += holds(ratios) ? 1 : 0;
            }
            assertCoverage(held, machine + " with " + rounds + " rounds");
        }
    }

    /** From "stops as soon as it may" to "the budget ends first"; in between, optional stopping bites most. */
    @ParameterizedTest
    @CsvSource({
        "QUIET, 0.3",
        "QUIET, 0.7",
        "QUIET, 1.0",
        "QUIET, 1.4",
        "LIGHT_TAILED, 1.0",
        "HEAVY_TAILED, 0.5",
        "HEAVY_TAILED, 1.0",
        "SOMETIMES_CONTENDED, 0.5",
        "SOMETIMES_CONTENDED, 1.0",
        "DRIFTING, 1.0",
        "DRIFTING, 1.5"
    })
    void underTheStoppingRuleIsBetween93And99Percent(Machine machine, double noiseOverTarget) {
        StoppingRule rule = new StoppingRule(TARGET);
        SplittableRandom random = new SplittableRandom(20260612);
        int held = 0;
        for (int run = 0; run < RUNS; run++) {
            held += holds(measure(machine, noiseOverTarget * TARGET, rule, random)) ? 1 : 0;
        }
        assertCoverage(held, machine + " with noise " + noiseOverTarget);
    }

    private static double[] measure(Machine machine, double scale, StoppingRule rule, SplittableRandom random) {
        double[] ratios = new double[BUDGET_ROUNDS];
        for (int n = 1; n <= BUDGET_ROUNDS; n++) {
            ratios[n - 1] = machine.ratio(random, scale);
            double[] soFar = Arrays.copyOf(ratios, n);
            if (n >= GeometricMean.FEWEST_FOR_INTERVAL
                    && rule.decide(List.of(soFar)).stop()) {
                return soFar;
            }
        }
        return ratios;
    }

    private static boolean holds(double[] ratios) {
        GeometricMean mean = GeometricMean.of(ratios);
        return mean.spread().lower() <= TRUE_RATIO
                && TRUE_RATIO <= mean.spread().upper();
    }

    private static void assertCoverage(int held, String where) {
        assertThat(held / (double) RUNS).as(where).isBetween(0.93, 0.99);
    }
}
