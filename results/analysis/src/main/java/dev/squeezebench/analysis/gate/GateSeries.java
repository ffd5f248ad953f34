package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Gates of one kind whose right answer is known, by which a gate proves itself.
 *
 * @param name what was injected, such as {@code a-a} or {@code 2%}
 * @param gates each with all its scenarios
 */
public record GateSeries(String name, List<List<JudgedScenario>> gates) {
    public GateSeries {
        gates = gates.stream().map(List::copyOf).toList();
    }

    /** The verdict of each gate about latency, in the order in which they were measured. */
    public List<Verdict> verdicts() {
        return gates.stream()
                .map(gate -> Verdict.of(
                        gate.stream().map(each -> each.latency().verdict()).toList()))
                .toList();
    }

    /** Gates with this answer. */
    public long count(Class<? extends Verdict> answer) {
        return verdicts().stream().filter(answer::isInstance).count();
    }

    /** Complete rounds of all gates, without control rounds. */
    public int rounds() {
        return judged().mapToInt(each -> each.rounds().candidate().size()).sum();
    }

    /** Time measured. */
    public Duration elapsed() {
        return gates.stream()
                .filter(gate -> !gate.isEmpty())
                .map(gate -> gate.get(0).elapsed())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Standard deviation of a round's log-ratio: the rounds of each gate about their own mean, those far off set aside as the
     * rule does; absent without two rounds of one gate.
     */
    public OptionalDouble deviation() {
        return deviation(List.of(this));
    }

    /** The same over several series: what is injected moves the mean, not the scatter. */
    public static OptionalDouble deviation(List<GateSeries> series) {
        List<SetAside> estimates = series.stream()
                .flatMap(GateSeries::judged)
                .map(each -> each.rounds().logRatios())
                .filter(ratios -> ratios.size() > 1)
                .map(ratios -> SetAside.of(
                        ratios.stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
        double squares = estimates.stream()
                .mapToDouble(each -> (each.kept() - 1) * each.deviation() * each.deviation())
                .sum();
        int freedom = estimates.stream().mapToInt(each -> each.kept() - 1).sum();
        return freedom == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / freedom));
    }

    /** How much slower the first turn of a cycle was, the mean over the gates; absent where no gate tells. */
    public OptionalDouble placeEffect() {
        return judged().map(each -> each.rounds().placeEffect())
                .flatMap(Optional::stream)
                .mapToDouble(effect -> Math.expm1(effect.mean()))
                .average();
    }

    /** How much slower the candidate was, the mean over the gates. */
    public OptionalDouble slowDown() {
        return judged().map(each -> each.latency().estimate())
                .flatMap(Optional::stream)
                .mapToDouble(estimate -> Math.expm1(estimate.mean()))
                .average();
    }

    private Stream<JudgedScenario> judged() {
        return gates.stream().flatMap(List::stream);
    }

    /** Raw counts, a row for each series. */
    public static Table table(List<GateSeries> series) {
        return Table.of("series", series, columns -> columns.text("series", GateSeries::name)
                .add("gates", row -> Cell.integer(row.gates.size()))
                .add("PASS", row -> Cell.integer(row.count(Verdict.Pass.class)))
                .add("FAIL", row -> Cell.integer(row.count(Verdict.Fail.class)))
                .add("INCONCLUSIVE", row -> Cell.integer(row.count(Verdict.Inconclusive.class)))
                .add("rounds", row -> Cell.integer(row.rounds()))
                .add("slower by (%)", row -> percent(row.slowDown()))
                .add("round SD (%)", row -> percent(row.deviation()))
                .add("first turn (%)", row -> percent(row.placeEffect()))
                .add("seconds", row -> Cell.integer(row.elapsed().toSeconds())));
    }

    private static Cell percent(OptionalDouble share) {
        return share.isPresent() ? Cell.decimal(100 * share.getAsDouble(), 2) : Cell.ABSENT;
    }
}
