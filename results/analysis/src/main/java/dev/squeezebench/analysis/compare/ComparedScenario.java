package dev.squeezebench.analysis.compare;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.StudentT;
import dev.squeezebench.records.Spread;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One scenario in two saved results.
 *
 * @param scenario its id; that of the first result where the runtime's version differs
 * @param mark what stands behind the name of its accelerator in the newest result that has it
 * @param device where it was measured, that of the first result where they differ; of a phone with its model
 * @param onPhone whether that is a phone
 * @param before latency in the first result; absent where it was not measured
 * @param after latency in the second
 * @param differences conditions that differ
 * @param change latency of the second over that of the first; absent where they are not comparable
 * @param smallestVisible the smallest change of which an interval from both files would not include none
 */
public record ComparedScenario(
        String scenario,
        String mark,
        Optional<String> device,
        boolean onPhone,
        Optional<GeometricMean> before,
        Optional<GeometricMean> after,
        List<Difference> differences,
        Optional<GeometricMean> change,
        OptionalDouble smallestVisible) {
    /** Name of the interval's method in result files. */
    public static final String METHOD = "unpaired_welch_t98";

    private static final StudentT T_98 = new StudentT(0.02);

    public ComparedScenario {
        differences = List.copyOf(differences);
    }

    /** Only one of the results has it. */
    static ComparedScenario alone(Optional<Measured> before, Optional<Measured> after) {
        Measured only = before.or(() -> after).orElseThrow();
        return new ComparedScenario(
                only.scenario().id(),
                after.or(() -> before).orElseThrow().row().summary().mark(),
                only.device().map(Measured::named),
                only.onPhone(),
                before.map(side -> side.latency().median()),
                after.map(side -> side.latency().median()),
                List.of(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    /** Both have it. */
    static ComparedScenario of(Measured before, Measured after) {
        List<Difference> differences = Difference.between(before, after);
        Optional<Measured.Typical> first = before.typical();
        Optional<Measured.Typical> second = after.typical();
        OptionalDouble halfWidth = first.isPresent() && second.isPresent()
                ? OptionalDouble.of(halfWidth(first.get(), second.get()))
                : OptionalDouble.empty();
        Optional<GeometricMean> change =
                differences.isEmpty() ? Optional.of(change(before, after, first, second, halfWidth)) : Optional.empty();
        return new ComparedScenario(
                before.scenario().id(),
                after.row().summary().mark(),
                before.device().map(Measured::named),
                before.onPhone(),
                Optional.of(before.latency().median()),
                Optional.of(after.latency().median()),
                differences,
                change,
                visible(halfWidth, before.unsteady() || after.unsteady()));
    }

    /** Whether there is a ratio. */
    public boolean comparable() {
        return change.isPresent();
    }

    /** Whether both results have it, under conditions that differ. */
    public boolean differs() {
        return !differences.isEmpty();
    }

    /** Why there is no ratio; empty where there is one. */
    public String reason() {
        if (comparable()) {
            return "";
        }
        if (before.isEmpty()) {
            return "only in the second result";
        }
        return after.isEmpty()
                ? "only in the first result"
                : differences.stream().map(Difference::words).collect(Collectors.joining("; "));
    }

    /** Rounds of both; absent where there is but one side. */
    OptionalInt rounds() {
        return before.isPresent() && after.isPresent()
                ? OptionalInt.of(before.get().count() + after.get().count())
                : OptionalInt.empty();
    }

    /** Welch's interval (1947, "The generalization of Student's problem"), its degrees of freedom rounded down. */
    private static double halfWidth(Measured.Typical before, Measured.Typical after) {
        double first = before.error() * before.error();
        double second = after.error() * after.error();
        double degrees = first + second == 0
                ? before.degrees() + after.degrees()
                : (first + second)
                        * (first + second)
                        / (first * first / before.degrees() + second * second / after.degrees());
        return T_98.quantile((int) Math.max(1, degrees)) * Math.sqrt(first + second);
    }

    private static GeometricMean change(
            Measured before,
            Measured after,
            Optional<Measured.Typical> first,
            Optional<Measured.Typical> second,
            OptionalDouble halfWidth) {
        double ratio = first.isPresent() && second.isPresent()
                ? Math.exp(second.get().mean() - first.get().mean())
                : after.latency().median().value() / before.latency().median().value();
        boolean few = Math.min(before.rounds(), after.rounds()) < GeometricMean.FEWEST_FOR_INTERVAL;
        Spread spread = few || halfWidth.isEmpty()
                ? range(before, after, ratio)
                : new Spread.Interval(
                        ratio * Math.exp(-halfWidth.getAsDouble()),
                        ratio * Math.exp(halfWidth.getAsDouble()),
                        0.95,
                        METHOD);
        GeometricMean change = new GeometricMean(ratio, spread, before.rounds() + after.rounds());
        return before.unsteady() || after.unsteady() ? change.onUnsteadyMachine() : change;
    }

    /** From the lowest latency over the highest to the highest over the lowest. */
    private static Spread range(Measured before, Measured after, double ratio) {
        double lower = after.latency().trials().stream()
                        .mapToDouble(t -> t.medianNs())
                        .min()
                        .orElseThrow()
                / before.latency().trials().stream()
                        .mapToDouble(t -> t.medianNs())
                        .max()
                        .orElseThrow();
        double upper = after.latency().trials().stream()
                        .mapToDouble(t -> t.medianNs())
                        .max()
                        .orElseThrow()
                / before.latency().trials().stream()
                        .mapToDouble(t -> t.medianNs())
                        .min()
                        .orElseThrow();
        return new Spread.Range(Math.min(lower, ratio), Math.max(upper, ratio));
    }

    private static OptionalDouble visible(OptionalDouble halfWidth, boolean unsteady) {
        return halfWidth.isEmpty()
                ? halfWidth
                : OptionalDouble.of(
                        Math.max(Math.expm1(halfWidth.getAsDouble()), unsteady ? GeometricMean.NARROWEST_UNSTEADY : 0));
    }
}
