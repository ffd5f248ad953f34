package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.analysis.statistics.TheilSen;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.JavaSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Invocations as Java sees them, a line for each scenario. */
final class JavaSideTable {
    /** Time on other processors is counted by the system's clock, in steps of up to 10 ms. */
    private static final double LEAST_FOR_PROCESSORS_NS = 1e8;

    /** Less from one reading to the next is what a virtual machine's own threads do meanwhile. */
    private static final double LEAST_GROWTH_BYTES = 1024;

    private static final int FEWEST_READINGS = 5;

    private JavaSideTable() {}

    /** What people read; nothing where no profile has it. */
    static List<Block> blocks(List<ProfiledScenario> scenarios) {
        Optional<Table> table = table(scenarios);
        if (table.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>(List.of(
                new Block.Heading(1, "from the Java side"),
                table.get(),
                Block.paragraph(
                        "Without a profiler, in a process of its own. The null model has the same inputs and outputs and"
                                + " computes nothing: its time is the call from Java, the buffers, and what the runtime does for any"
                                + " model. 'processors busy' is processor time over time, which includes threads that wait"
                                + " actively; below a tenth of a second in all it cannot be told.")));
        for (ProfiledScenario scenario : scenarios) {
            scenario.profile()
                    .javaSide()
                    .map(JavaSide::absent)
                    .ifPresent(absent -> absent.forEach((what, why) ->
                            blocks.add(Block.paragraph(scenario.name() + " has no " + what + ": " + why))));
        }
        return blocks;
    }

    /** Absent where no profile has it. */
    static Optional<Table> table(List<ProfiledScenario> scenarios) {
        List<ProfiledScenario> seen = scenarios.stream()
                .filter(scenario -> scenario.profile().javaSide().isPresent())
                .toList();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Table.of("from the Java side", seen, columns -> columns.text(
                        "scenario", each -> each.scenario().id())
                .add(
                        Table.Column.of("latency there").key("latency_ns").optional(1),
                        each -> Cell.nanoseconds(median(each)))
                .add(
                        Table.Column.of("null model").key("null_model_ns"),
                        each -> nullModel(each).map(Cell::nanoseconds).orElse(Cell.ABSENT))
                .add(Table.Column.of("its share").key("null_model_ratio"), each -> nullModel(each)
                        .<Cell>map(ns -> share(ns / median(each)))
                        .orElse(Cell.ABSENT))
                .add(Table.Column.of("heap a call").key("allocated_bytes"), JavaSideTable::allocated)
                .add(
                        Table.Column.of("collections").optional(2),
                        each -> Cell.integer(side(each).collections()))
                .forPrograms("collection_ns", each -> Cell.integer(side(each).collectionNs()))
                .forPeople(Table.Column.of("native memory a call"), each -> growth(side(each))
                        .<Cell>map(slope -> Cell.text(words(slope, side(each).nativeBlock())))
                        .orElse(Cell.ABSENT))
                .forPrograms("native_growth_bytes", each -> growth(side(each))
                        .map(slope -> Cell.decimal(slope.slope(), 0))
                        .orElse(Cell.ABSENT))
                .forPrograms("native_growth_lower_bytes", each -> growth(side(each))
                        .map(slope -> Cell.decimal(slope.lower(), 0))
                        .orElse(Cell.ABSENT))
                .forPrograms("native_growth_upper_bytes", each -> growth(side(each))
                        .map(slope -> Cell.decimal(slope.upper(), 0))
                        .orElse(Cell.ABSENT))
                .add(Table.Column.of("processors busy").key("processors_busy"), JavaSideTable::busy)));
    }

    private static JavaSide side(ProfiledScenario scenario) {
        return scenario.profile().javaSide().orElseThrow();
    }

    private static double median(ProfiledScenario scenario) {
        return Quantiles.median(side(scenario).invocationNs().toDoubles());
    }

    private static Optional<Double> nullModel(ProfiledScenario scenario) {
        return Optional.of(side(scenario).nullModelNs())
                .filter(samples -> !samples.isEmpty())
                .map(samples -> Quantiles.median(samples.toDoubles()));
    }

    private static Cell allocated(ProfiledScenario scenario) {
        JavaSide side = side(scenario);
        return side.allocatedBytes().isPresent()
                ? Cell.bytes(Math.round(side.allocatedBytes().getAsLong() / (double) side.invocations()))
                : Cell.ABSENT;
    }

    /** Bytes a call, beyond those that reading itself allocates. */
    static Optional<TheilSen> growth(JavaSide side) {
        if (side.nativeBytes().size() < FEWEST_READINGS) {
            return Optional.empty();
        }
        double[] perCall = new double[side.nativeBytes().size()];
        for (int i = 0; i < perCall.length; i++) {
            long beyond = side.nativeBytes().get(i) - side.nativeControlBytes().get(i);
            perCall[i] = beyond / (double) side.nativeBlock();
        }
        return Optional.of(TheilSen.of(perCall));
    }

    private static String words(TheilSen slope, int block) {
        boolean grows = slope.lower() * block > LEAST_GROWTH_BYTES;
        return (grows ? "grows by " + bytes(slope.slope()) : "no growth") + " (" + bytes(slope.lower()) + " to "
                + bytes(slope.upper()) + ')';
    }

    /** Also below zero. */
    private static String bytes(double value) {
        return (value < 0 ? "-" : "") + Quantities.bytes(Math.round(Math.abs(value)));
    }

    private static Cell busy(ProfiledScenario scenario) {
        JavaSide side = side(scenario);
        double wall = side.invocationNs().stream().sum();
        if (side.cpuNs().isEmpty() || wall < LEAST_FOR_PROCESSORS_NS) {
            return Cell.ABSENT;
        }
        double busy = side.cpuNs().stream().sum() / wall;
        return new Cell.Numeric(
                busy,
                String.format(
                        Locale.ROOT, "%.2f of %d", busy, scenario.scenario().threads()));
    }

    private static Cell share(double share) {
        return new Cell.Numeric(share, String.format(Locale.ROOT, share < 0.1 ? "%.2g%%" : "%.0f%%", 100 * share));
    }
}
