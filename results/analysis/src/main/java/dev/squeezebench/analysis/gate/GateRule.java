package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.analysis.statistics.StudentT;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * Decides whether a candidate is worse than its baseline by more than a tolerance. The rounds are looked at after 6, 9 and 12
 * of them, and only when a gate is continued after 18, 24 and 36; each look has its share of the chances of a wrong answer,
 * fixed beforehand, so that their sum bounds the whole gate's (Bonferroni): .0013 for a FAIL where the candidate is slower by
 * just the tolerance, and practically none where it is equal; .065 for a PASS where it is slower by just the tolerance. The
 * first look that decides is final.
 *
 * <p>At a look the log-ratios are summarised by {@link SetAside}. A PASS takes an upper bound below the tolerance, and a
 * candidate that is not far off more often than its baseline (the guard); a FAIL takes a lower bound above it, and CPU time
 * that agrees where it is a witness. With several scenarios the level of a FAIL is shared among them.
 */
public final class GateRule {
    /**
     * A look at the rounds so far.
     *
     * @param rounds how many there are then
     * @param failLevel chance of a FAIL at this look when the candidate is slower by just the tolerance
     * @param passLevel chance of a PASS then
     * @param guard a PASS takes fewer rounds than this far above the rest, less those far below
     */
    public record Look(int rounds, double failLevel, double passLevel, int guard) {}

    /** The looks of one command, then those that only a continued gate reaches. */
    public static final List<Look> LOOKS = List.of(
            new Look(6, .00005, .02, 1),
            new Look(9, .00035, .015, 2),
            new Look(12, .0006, .015, 2),
            new Look(18, .00005, .005, 3),
            new Look(24, .00005, .005, 3),
            new Look(36, .0002, .005, 4));

    /** Rounds after which a gate that is not continued ends. */
    public static final int ROUNDS_OF_ONE_SITTING = 12;

    /** Rounds of baseline against baseline that follow a FAIL. */
    public static final int CONTROL_ROUNDS = 6;

    /** Quiet rounds from which on the clock alone may fail, though CPU time disagrees. */
    private static final int ROUNDS_WITHOUT_WITNESS = 24;
    /** Rounds of a sitting from which on it can disagree with another. */
    private static final int FEWEST_OF_A_SITTING = 4;

    /** Beyond so many rounds their number is not said. */
    static final int MOST_FORESEEN = 1000;

    private static final double SITTINGS_APART = 3.5;
    /** Upper 1% point of the normal distribution. */
    private static final double BY_CHANCE_IN_1_PERCENT = 2.326;
    /** Upper 5% point of the normal distribution: what is said to be visible is seen in 95% of gates. */
    private static final double SEEN_IN_95_PERCENT = 1.645;

    private final double tolerance;
    private final List<Bounds> bounds;

    private record Bounds(Look look, StudentT fail, StudentT pass) {}

    /**
     * A rule.
     *
     * @param tolerance what the candidate may be worse by, such as 0.01
     * @param scenarios how many are judged together, 1 at least
     */
    public GateRule(double tolerance, int scenarios) {
        if (!(tolerance > 0 && tolerance < 1) || scenarios < 1) {
            throw new IllegalArgumentException("a tolerance lies between 0 and 1, and there is something to judge");
        }
        this.tolerance = tolerance;
        this.bounds = LOOKS.stream()
                .map(look ->
                        new Bounds(look, new StudentT(look.failLevel() / scenarios), new StudentT(look.passLevel())))
                .toList();
    }

    /** Rounds at the next look, after so many; empty after the last of this sitting. */
    public static OptionalInt nextLook(int rounds, boolean continued) {
        return LOOKS.stream()
                .mapToInt(Look::rounds)
                .filter(look -> look > rounds && (continued || look <= ROUNDS_OF_ONE_SITTING))
                .findFirst();
    }

    /** Judges latencies by the looks that the rounds have reached. */
    public Finding latency(Evidence evidence) {
        return judge(Finding.Quantity.LATENCY, evidence, this::latencyAt);
    }

    /** Judges peak resident sets in the same way; empty where a round has none. */
    public Optional<Finding> memory(Evidence evidence) {
        return evidence.memory()
                .map(all -> judge(
                        Finding.Quantity.PEAK_MEMORY,
                        evidence,
                        (at, seen) -> byBounds(at, SetAside.of(Finding.Quantity.PEAK_MEMORY.of(seen)))));
    }

    private Finding judge(Finding.Quantity quantity, Evidence evidence, BiFunction<Bounds, Evidence, Verdict> at) {
        Verdict open = new Verdict.Inconclusive(Verdict.Reason.TOO_FEW_ROUNDS);
        for (Bounds look : bounds) {
            if (look.look.rounds() <= evidence.rounds().size()) {
                Evidence seen = evidence.first(look.look.rounds());
                open = at.apply(look, seen);
                if (!(open instanceof Verdict.Inconclusive)) {
                    return finding(quantity, open, seen);
                }
            }
        }
        return finding(quantity, open, evidence);
    }

    private Verdict latencyAt(Bounds at, Evidence seen) {
        SetAside estimate = SetAside.of(seen.latencies());
        if (sittingsDisagree(seen)) {
            return new Verdict.Inconclusive(Verdict.Reason.SITTINGS_DISAGREE);
        }
        Verdict verdict = byBounds(at, estimate);
        if (!(verdict instanceof Verdict.Fail)) {
            return verdict;
        }
        if (!cpuAgrees(seen) && !failsWithoutWitness(at, seen)) {
            return new Verdict.Inconclusive(Verdict.Reason.CPU_DISAGREES);
        }
        return controlsShowTheSame(at, seen, estimate)
                ? new Verdict.Inconclusive(Verdict.Reason.CONTROLS_AGREE)
                : verdict;
    }

    private Verdict byBounds(Bounds at, SetAside estimate) {
        if (estimate.twoModes()) {
            return new Verdict.Inconclusive(Verdict.Reason.TWO_MODES);
        }
        boolean below = estimate.mean() + estimate.margin(at.pass) < limit();
        if (below && estimate.up() - estimate.down() < at.look.guard()) {
            return new Verdict.Pass();
        }
        if (estimate.mean() - estimate.margin(at.fail) > limit()) {
            return new Verdict.Fail();
        }
        return new Verdict.Inconclusive(below ? Verdict.Reason.SLOW_MORE_OFTEN : Verdict.Reason.NOISE);
    }

    private double limit() {
        return Math.log1p(tolerance);
    }

    private boolean cpuAgrees(Evidence seen) {
        return seen.cpu().map(cpu -> cpu.mean() > limit() / 2).orElse(true);
    }

    /** A wait of the candidate's own costs no CPU time; so many rounds that nothing disturbed are believed without it. */
    private boolean failsWithoutWitness(Bounds at, Evidence seen) {
        double[] quiet = seen.quietLatencies();
        return quiet.length >= ROUNDS_WITHOUT_WITNESS && byBounds(at, SetAside.of(quiet)) instanceof Verdict.Fail;
    }

    private static boolean sittingsDisagree(Evidence seen) {
        List<SetAside> sittings = seen.sittings().stream()
                .filter(rounds -> rounds.length >= FEWEST_OF_A_SITTING)
                .map(SetAside::of)
                .toList();
        return sittings.stream().anyMatch(one -> sittings.stream()
                .anyMatch(other -> Math.abs(one.mean() - other.mean())
                        > SITTINGS_APART * Math.hypot(one.standardError(), other.standardError())));
    }

    /**
     * Whether baseline against itself is slower too, by what may be all of the failure. The limit is what controls reach by
     * chance in 1%, by the scatter of the gate's own rounds, but at least half the tolerance and at most all of it. A candidate
     * that is slower by more than the tolerance even without the most that controls show is no matter of the procedure.
     */
    private boolean controlsShowTheSame(Bounds at, Evidence seen, SetAside estimate) {
        int count = seen.controls().size();
        if (count < 2) {
            return false;
        }
        SetAside controls = SetAside.of(
                seen.controls().stream().mapToDouble(Double::doubleValue).toArray());
        double chance = BY_CHANCE_IN_1_PERCENT * estimate.deviation() / Math.sqrt(count);
        double left = estimate.mean() - estimate.margin(at.fail) - (controls.mean() + controls.margin(at.fail));
        return controls.mean() > Math.min(limit(), Math.max(limit() / 2, chance)) && left <= limit();
    }

    private Finding finding(Finding.Quantity quantity, Verdict verdict, Evidence seen) {
        double[] logRatios = quantity.of(seen);
        Optional<SetAside> estimate = logRatios.length < 2 ? Optional.empty() : Optional.of(SetAside.of(logRatios));
        boolean continued = logRatios.length > ROUNDS_OF_ONE_SITTING;
        Optional<GeometricMean> ratio = estimate.map(all -> continued ? all.ratioOfManyLooks() : all.ratio())
                .map(all -> seen.unsteady() && quantity == Finding.Quantity.LATENCY ? all.onUnsteadyMachine() : all);
        return new Finding(
                quantity,
                verdict,
                tolerance,
                logRatios.length,
                estimate,
                ratio,
                smallestVisible(estimate),
                roundsNeeded(estimate),
                quantity == Finding.Quantity.LATENCY ? seen.cpu() : Optional.empty());
    }

    /** The slow-down that would have been a FAIL in 95% of gates with this scatter at the last look reached. */
    private OptionalDouble smallestVisible(Optional<SetAside> estimate) {
        return estimate.flatMap(rounds -> reached(rounds.rounds())
                        .map(at -> Math.expm1(
                                limit() + rounds.margin(at.fail) + SEEN_IN_95_PERCENT * rounds.standardError())))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private Optional<Bounds> reached(int rounds) {
        return bounds.stream().filter(at -> at.look.rounds() <= rounds).reduce((first, later) -> later);
    }

    /**
     * Rounds that would decide if the ratio is what it now seems to be: the bound's distance and that of 95% of means, over
     * the distance to the tolerance. A FAIL asks for more than a PASS.
     */
    private OptionalLong roundsNeeded(Optional<SetAside> estimate) {
        if (estimate.isEmpty()) {
            return OptionalLong.empty();
        }
        SetAside rounds = estimate.get();
        double distance = Math.abs(limit() - rounds.mean());
        double bound = rounds.mean() < limit() ? 2.05 : 3.24;
        double needed = Math.pow((bound + SEEN_IN_95_PERCENT) * rounds.deviation() / distance, 2);
        return needed <= MOST_FORESEEN
                ? OptionalLong.of(Math.max(LOOKS.get(0).rounds(), (long) Math.ceil(needed)))
                : OptionalLong.empty();
    }
}
