package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Ceilings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Ceilings in words and tables: what was measured, and how far below it each layer kind is. */
public final class RoofReport {
    private static final double GIGA = 1e9;

    /** Kinds that the sentence names. */
    private static final int NAMED = 3;

    private RoofReport() {}

    /**
     * How much of a scenario's time is above its ceilings, and in which kinds; says so where there are none.
     *
     * @param scenario profiled
     */
    public static String sentence(ProfiledScenario scenario) {
        if (scenario.roof().isEmpty()) {
            return scenario.profile().ceilings().isEmpty()
                    ? "No ceiling was measured: that is done on the processor, in float32, by this version."
                    : "The ceilings are too short to be timed by this runtime's profiler.";
        }
        Roof roof = scenario.roof().get();
        record Gap(KindTime time, double ns) {}
        List<Gap> gaps = scenario.kinds().stream()
                .filter(time -> roof.leastNs(time).isPresent())
                .map(time -> new Gap(time, time.ns() - roof.leastNs(time).getAsDouble()))
                .sorted(Comparator.comparingDouble(Gap::ns).reversed())
                .toList();
        if (gaps.isEmpty()) {
            return "How much the operators compute and move is not known, or they are too short to be timed.";
        }
        double whole = gaps.stream().mapToDouble(gap -> Math.max(0, gap.ns())).sum();
        if (whole > scenario.wholeNs()) {
            return "How far the operators are above the ceilings cannot be told: with the profiler on they take "
                    + Quantities.duration(scenario.operatorsNs()) + ", and without it the whole takes "
                    + Quantities.duration(scenario.wholeNs()) + '.';
        }
        String named = gaps.stream()
                .limit(NAMED)
                .filter(gap -> gap.ns() > 0)
                .map(gap -> Quantities.duration(gap.ns()) + " of it in "
                        + gap.time().kind().words() + ", which reaches " + percent(roof.share(gap.time())) + " of "
                        + words(roof, gap.time()))
                .collect(Collectors.joining("; "));
        return named.isEmpty()
                ? "Every layer kind reaches its ceiling."
                : Quantities.duration(whole) + " of " + Quantities.duration(scenario.wholeNs())
                        + " are above the ceilings: " + named + '.';
    }

    private static String words(Roof roof, KindTime time) {
        return switch (roof.bound(time)) {
            case COMPUTE ->
                "the fastest product's rate (" + rate(time.flopPerSecond()) + " of " + rate(roof.flopPerSecond())
                        + " GFLOP/s)";
            case MEMORY ->
                "memory's rate (" + rate(time.bytesPerSecond()) + " of " + rate(roof.memoryBytesPerSecond()) + " GB/s)";
            case ACTIVATIONS ->
                "the rate for tensors of its size (" + rate(time.bytesPerSecond()) + " of "
                        + rate(roof.activationBytesPerSecond().orElseThrow()) + " GB/s)";
        };
    }

    private static String rate(OptionalDouble perSecond) {
        return perSecond.isPresent() ? rate(perSecond.getAsDouble()) : "?";
    }

    /** In billions. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 * GIGA ? "%.2f" : "%.1f", perSecond / GIGA);
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.0f%%", 100 * share.getAsDouble()) : "?";
    }

    /** A column of {@link ProfileReport}'s table of kinds. */
    static Cell share(ProfiledScenario scenario, Optional<KindTime> time) {
        OptionalDouble share = scenario.roof().isPresent() && time.isPresent()
                ? scenario.roof().get().share(time.get())
                : OptionalDouble.empty();
        return share.isPresent() ? new Cell.Numeric(share.getAsDouble(), percent(share)) : Cell.ABSENT;
    }

    private record Line(
            ProfiledScenario scenario,
            String name,
            String what,
            double fastestNs,
            OptionalDouble flop,
            OptionalDouble bytes) {}

    /** What was measured: a line for each product and each scaling. */
    static Table table(List<ProfiledScenario> scenarios, boolean named) {
        List<Line> lines = new ArrayList<>();
        for (ProfiledScenario scenario : scenarios) {
            scenario.profile().ceilings().ifPresent(ceilings -> lines(scenario, ceilings, lines));
        }
        return Table.of("ceilings", lines, columns -> {
            if (named) {
                columns.text("scenario", line -> line.scenario().scenario().id());
            }
            columns.text("ceiling", Line::name)
                    .text("of", Line::what)
                    .add(Table.Column.of("time").key("time_ns"), line -> Cell.nanoseconds(line.fastestNs()))
                    .add(Table.Column.of("GFLOP/s").key("flop_per_second"), line -> cell(line.flop()))
                    .add(Table.Column.of("GB/s").key("bytes_per_second"), line -> cell(line.bytes()));
        });
    }

    private static void lines(ProfiledScenario scenario, Ceilings ceilings, List<Line> lines) {
        ceilings.products()
                .forEach(product -> lines.add(new Line(
                        scenario,
                        "matrix product",
                        product.rows() + "x" + product.inner() + " by " + product.inner() + "x" + product.columns(),
                        product.ns().stream().min().orElse(0),
                        Roof.flopPerSecond(product),
                        OptionalDouble.empty())));
        ceilings.scalings()
                .forEach(scaling -> lines.add(new Line(
                        scenario,
                        "scaling",
                        Quantities.bytes(scaling.bytes()) + " moved",
                        scaling.ns().stream().min().orElse(0),
                        OptionalDouble.empty(),
                        Roof.bytesPerSecond(scaling))));
    }

    private static Cell cell(OptionalDouble perSecond) {
        return perSecond.isPresent()
                ? new Cell.Numeric(perSecond.getAsDouble(), rate(perSecond.getAsDouble()))
                : Cell.ABSENT;
    }

    /**
     * What a pair's operators would take if every kind whose ceiling is known were at it, all others as long as they do; absent
     * where one of the two has no ceilings.
     */
    static Optional<String> speedUpAtCeilings(ProfilePair pair) {
        if (pair.candidate().roof().isEmpty() || pair.baseline().roof().isEmpty()) {
            return Optional.empty();
        }
        double candidate = least(pair.candidate());
        double baseline = least(pair.baseline());
        return candidate > 0 && baseline > 0
                ? Optional.of("With every layer kind at its ceiling, " + Quantities.duration(candidate) + " against "
                        + Quantities.duration(baseline) + ", the speed-up would be "
                        + Quantities.factor(baseline / candidate) + ".")
                : Optional.empty();
    }

    private static double least(ProfiledScenario scenario) {
        Roof roof = scenario.roof().orElseThrow();
        return scenario.kinds().stream()
                .mapToDouble(time -> Math.min(time.ns(), roof.leastNs(time).orElse(time.ns())))
                .sum();
    }
}
