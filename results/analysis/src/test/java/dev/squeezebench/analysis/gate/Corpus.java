package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.TurnsMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Where simulated gates get their rounds from. A process of each arm has a log latency of its own, so that other tools' rules
 * see the same processes; their difference has the standard deviation that is asked for.
 */
interface Corpus {
    /** One gate: each call is the next round. */
    Rounds start(SplittableRandom random);

    /** Rounds of a gate, in order of time. */
    interface Rounds {
        /** The next round, with the candidate's true log latency added to its process. */
        Pair next(double effect);
    }

    /**
     * Log latency of the two processes of a round.
     *
     * @param baseline its log latency
     * @param candidate its log latency
     */
    record Pair(double baseline, double candidate) {
        double logRatio() {
            return candidate - baseline;
        }

        /**
         * Two processes of a known ratio. What they have in common is half of another ratio of the corpus: then they hang together
         * no more than processes of different moments do, as a rule that compares two samples takes for granted.
         */
        static Pair of(double logRatio, double another, double effect) {
            return new Pair((another - logRatio) / 2, (another + logRatio) / 2 + effect);
        }
    }

    /** Independent normal processes. */
    static Corpus normal(double deviation) {
        return independent(SplittableRandom::nextGaussian, deviation, 0);
    }

    /** The same with a share of processes that are slower by 28% as a whole, in both arms. */
    static Corpus slowProcesses(double deviation, double share) {
        return independent(SplittableRandom::nextGaussian, deviation, share);
    }

    /** Processes whose effect is Student's t with 3 degrees of freedom. */
    static Corpus heavyTails(double deviation) {
        return independent(random -> TurnsMachine.heavy(random.nextGaussian(), random), deviation, 0);
    }

    private static Corpus independent(ToDoubleFunction<SplittableRandom> effect, double deviation, double slowShare) {
        double each = deviation / Math.sqrt(2);
        return random -> {
            ToDoubleFunction<Double> process = mean -> mean
                    + each * effect.applyAsDouble(random)
                    + (slowShare > 0 && random.nextDouble() < slowShare ? Math.log(1.28) : 0);
            return mean -> new Pair(process.applyAsDouble(0.0), process.applyAsDouble(mean));
        };
    }

    /** Rounds whose log-ratios hang together from one to the next (autoregressive of order 1). */
    static Corpus dependent(double deviation, double correlation) {
        return random -> {
            DoubleSupplier ratios = wandering(deviation, correlation, random);
            DoubleSupplier others = wandering(deviation, correlation, random);
            return effect -> Pair.of(ratios.getAsDouble(), others.getAsDouble(), effect);
        };
    }

    private static DoubleSupplier wandering(double deviation, double correlation, SplittableRandom random) {
        double[] state = {deviation * random.nextGaussian()};
        return () -> {
            double now = state[0];
            state[0] = correlation * now + deviation * Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            return now;
        };
    }

    /** Rounds on a simulated machine, in turns. */
    static Corpus turns(TurnsMachine machine, int cycles) {
        double[] latencies = {.08, .08};
        return random -> effect -> Pair.of(
                machine.round(latencies, cycles, random)[0], machine.round(latencies, cycles, random)[0], effect);
    }

    /** Names of the rounds of equal sides that were recorded: files of one log-ratio a line in {@code /rounds}. */
    static List<String> recordings() {
        return Stream.of("quiet", "contended")
                .filter(name -> Corpus.class.getResource("/rounds/" + name + ".txt") != null)
                .toList();
    }

    /** The log-ratios of a recording. */
    static double[] recording(String name) throws IOException {
        try (InputStream file = Corpus.class.getResourceAsStream("/rounds/" + name + ".txt")) {
            return logRatios(new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** One a line; a comment begins with a number sign. */
    static double[] logRatios(String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /**
     * Rounds of equal sides that were recorded, drawn with replacement. Which of the two processes is called the candidate's is
     * chance: each is drawn with either sign, so that the true ratio is 1 exactly.
     */
    static Corpus recorded(double[] logRatios) {
        return random -> effect -> Pair.of(drawn(logRatios, random), drawn(logRatios, random), effect);
    }

    private static double drawn(double[] logRatios, SplittableRandom random) {
        double ratio = logRatios[random.nextInt(logRatios.length)];
        return random.nextBoolean() ? ratio : -ratio;
    }

    /** Standard deviation of recorded rounds about a true ratio of 1. */
    static double deviation(double[] logRatios) {
        return Math.sqrt(Arrays.stream(logRatios).map(x -> x * x).average().orElseThrow());
    }

    /** Recorded rounds on a machine whose ratio wanders as much as they scatter: a correlation of .3 from one to the next. */
    static Corpus drifting(double[] logRatios) {
        return drifting(recorded(logRatios), deviation(logRatios), .6);
    }

    /** The rounds of another corpus, with a share of processes of either arm slower by 28%. */
    static Corpus bimodal(Corpus other, double share) {
        return random -> {
            Rounds rounds = other.start(random);
            return effect -> {
                Pair pair = rounds.next(effect);
                return new Pair(
                        pair.baseline() + (random.nextDouble() < share ? Math.log(1.28) : 0),
                        pair.candidate() + (random.nextDouble() < share ? Math.log(1.28) : 0));
            };
        };
    }

    /** The rounds of another corpus on a machine whose ratio wanders. */
    static Corpus drifting(Corpus other, double deviation, double correlation) {
        Corpus drift = dependent(deviation, correlation);
        return random -> {
            Rounds rounds = other.start(random);
            Rounds moved = drift.start(random);
            return effect -> {
                Pair pair = rounds.next(effect);
                Pair by = moved.next(0);
                return new Pair(pair.baseline() + by.baseline(), pair.candidate() + by.candidate());
            };
        };
    }
}
