package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.records.Comparison;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a gate's rule found about one quantity of one scenario.
 *
 * @param quantity what was compared
 * @param verdict the answer
 * @param tolerance what the candidate may be worse by
 * @param rounds how many the answer rests on
 * @param estimate of the rounds' log-ratios; absent with fewer than two rounds
 * @param ratio the candidate's value over the baseline's, as printed
 * @param smallestVisible the slow-down that would have failed in 95% of gates with this scatter; absent before the first look
 * @param roundsNeeded rounds after which the answer is expected, if the ratio is what it seems; absent if too many to say
 * @param cpu the same rounds by CPU time, where that is a witness
 */
public record Finding(
        Quantity quantity,
        Verdict verdict,
        double tolerance,
        int rounds,
        Optional<SetAside> estimate,
        Optional<GeometricMean> ratio,
        OptionalDouble smallestVisible,
        OptionalLong roundsNeeded,
        Optional<SetAside> cpu) {

    /** What is compared. */
    public enum Quantity {
        /** Latency of an inference. */
        LATENCY {
            @Override
            double[] of(Evidence evidence) {
                return evidence.latencies();
            }
        },
        /** Peak resident set while measuring. */
        PEAK_MEMORY {
            @Override
            double[] of(Evidence evidence) {
                return evidence.memory().orElse(new double[0]);
            }
        };

        /** Its log-ratios, one a round. */
        abstract double[] of(Evidence evidence);

        /** Its name in result files. */
        public String metric() {
            return this == LATENCY ? Comparison.LATENCY : Comparison.PEAK_MEMORY;
        }
    }

    /**
     * One line: the verdict, by how much, and why if there is none.
     *
     * @param scenario its id
     * @param elapsed how long it was measured
     */
    public String line(String scenario, Duration elapsed) {
        StringBuilder line = new StringBuilder(verdict.word())
                .append(' ')
                .append(scenario)
                .append(' ')
                .append(ratio.map(this::difference).orElse("candidate was not compared"))
                .append(", tolerance ")
                .append(tolerance(tolerance))
                .append(", ")
                .append(rounds)
                .append(rounds == 1 ? " round, " : " rounds, ")
                .append(elapsed.toSeconds())
                .append(" s");
        reason().ifPresent(reason -> line.append(": ").append(reason));
        return line.toString();
    }

    /** The same where the gate was decided before this finding could be: another one failed. */
    public Finding cutShort(int mostRounds) {
        boolean open = verdict instanceof Verdict.Inconclusive inconclusive
                && rounds < mostRounds
                && (inconclusive.reason() == Verdict.Reason.NOISE
                        || inconclusive.reason() == Verdict.Reason.TOO_FEW_ROUNDS);
        return open
                ? new Finding(
                        quantity,
                        new Verdict.Inconclusive(Verdict.Reason.ANOTHER_FAILED),
                        tolerance,
                        rounds,
                        estimate,
                        ratio,
                        smallestVisible,
                        roundsNeeded,
                        cpu)
                : this;
    }

    /** Why there is no answer; empty where there is one. */
    public Optional<String> reason() {
        return verdict instanceof Verdict.Inconclusive inconclusive
                ? Optional.of(sentence(inconclusive.reason()) + visible())
                : Optional.empty();
    }

    private String difference(GeometricMean typical) {
        double middle = typical.value() - 1;
        double lower = typical.spread().lower() - 1;
        double upper = typical.spread().upper() - 1;
        boolean worse = middle >= 0;
        String ends = lower >= 0 || upper <= 0
                ? percent(worse ? lower : upper) + " to " + percent(worse ? upper : lower)
                : percent(lower) + ' ' + word(false) + " to " + percent(upper) + ' ' + word(true);
        return "candidate " + (quantity == Quantity.LATENCY ? "is " : "takes ") + percent(middle) + ' ' + word(worse)
                + (quantity == Quantity.LATENCY ? "" : " memory") + " (" + ends + ")";
    }

    private String word(boolean worse) {
        return switch (quantity) {
            case LATENCY -> worse ? "slower" : "faster";
            case PEAK_MEMORY -> worse ? "more" : "less";
        };
    }

    private String sentence(Verdict.Reason reason) {
        return switch (reason) {
            case TOO_FEW_ROUNDS ->
                "the time was over before round " + GateRule.LOOKS.get(0).rounds()
                        + ", the first that can decide (--time-budget)";
            case ANOTHER_FAILED -> "another FAIL decided the gate before";
            case SITTINGS_DISAGREE -> "the sittings of this gate differ by more than their rounds scatter";
            case CONTROLS_AGREE -> "baseline against itself shows the same";
            case CPU_DISAGREES ->
                "slower by the clock, not by CPU time ("
                        + cpu.map(time -> signed(Math.expm1(time.mean()))).orElse("absent")
                        + "): waiting or scheduling";
            case TWO_MODES ->
                estimate.map(all -> all.up() + all.down() + " of " + rounds + " rounds lie far off the rest: two modes")
                        .orElse("two modes");
            case SLOW_MORE_OFTEN ->
                "not worse in the typical round, but far off in "
                        + estimate.map(all -> all.up() + " of " + rounds + " rounds, its baseline in " + all.down())
                                .orElse("some rounds");
            case NOISE ->
                estimate.map(all -> "rounds scatter by " + percent(Math.expm1(all.deviation())) + ", which needs "
                                + (roundsNeeded.isPresent()
                                        ? "about " + roundsNeeded.getAsLong()
                                        : "more than " + GateRule.MOST_FORESEEN)
                                + " rounds")
                        .orElse("noise");
        };
    }

    private String visible() {
        return smallestVisible.isPresent()
                ? "; " + percent(smallestVisible.getAsDouble()) + ' ' + word(true) + " would have been seen"
                : "";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", Math.abs(share) * 100);
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.1f%%", share * 100);
    }

    /** Without a decimal that is 0. */
    private static String tolerance(double share) {
        String text = String.format(Locale.ROOT, "%.2f", share * 100);
        return text.replaceAll("\\.?0+$", "") + '%';
    }
}
