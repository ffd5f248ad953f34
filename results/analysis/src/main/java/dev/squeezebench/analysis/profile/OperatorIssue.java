package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An operator that became slower, as a runtime's bug tracker wants to read of it.
 *
 * @param change the two sides
 * @param slower the operator, with all that do the same work
 */
public record OperatorIssue(ProfileChange change, ProfileChange.Changed slower) {
    /** Of the change in which an operator became slower by most; absent where none is shown to have become slower. */
    public static Optional<OperatorIssue> of(ProfileReport report) {
        return report.changes().stream()
                .flatMap(change -> change.slowest().map(slower -> new OperatorIssue(change, slower)).stream())
                .filter(issue -> issue.slower
                        .sum()
                        .difference()
                        .filter(difference -> difference.spread().lower() > 0)
                        .isPresent())
                .max((a, b) -> Double.compare(
                        a.slower.sum().differenceNs(), b.slower.sum().differenceNs()));
    }

    private GeometricMean ofOne(ProfiledScenario side) {
        double[] all = side.ofProcesses(operator -> ProfileChange.work(operator).equals(slower.work()));
        for (int i = 0; i < all.length; i++) {
            all[i] /= slower.operators();
        }
        return GeometricMean.of(all);
    }

    /** One line that says what became slower. */
    public String title() {
        return slower.work().type() + " takes "
                + Quantities.factor(slower.candidateNs() / slower.baselineNs()) + " as long in "
                + change.label(change.candidate()) + " as in " + change.label(change.baseline()) + " ("
                + shapes(slower.work().outputs()) + ", "
                + change.candidate().scenario().acceleration() + ')';
    }

    private static String shapes(List<TensorShape> shapes) {
        return shapes.stream().map(TensorShape::toString).collect(Collectors.joining(", "));
    }

    private record Line(String name, String baseline, String candidate) {}

    /**
     * The whole in Markdown.
     *
     * @param machine where it was measured
     * @param reproduction lines that show it, with the word for their language
     * @param how a sentence on what these lines need
     */
    public String markdown(Optional<Environment> machine, Optional<Code> reproduction, String how, Code own) {
        Scenario scenario = change.candidate().scenario();
        ProfileChange.Line all = slower.sum();
        ProfileChange.Line whole = change.whole();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, title()));
        blocks.add(Block.paragraph("One of them takes " + one(change.candidate()) + " in "
                + change.label(change.candidate()) + " and " + one(change.baseline()) + " in "
                + change.label(change.baseline()) + ". " + scenario.workload() + " has " + slower.operators()
                + " of them in an inference: together they take " + ProfileTables.ms(all.differenceNs()) + " more ("
                + ProfileChange.spread(all.difference().orElseThrow()) + "), of the "
                + ProfileTables.ms(whole.differenceNs()) + " that an inference takes more."));
        List<Line> lines = List.of(
                new Line("one operator", one(change.baseline()), one(change.candidate())),
                new Line(
                        "all " + slower.operators() + " in an inference",
                        ProfileTables.ms(all.baselineNs()),
                        ProfileTables.ms(all.candidateNs())),
                new Line(
                        "share of an inference",
                        share(all.baselineNs(), whole.baselineNs()),
                        share(all.candidateNs(), whole.candidateNs())),
                new Line(
                        "an inference, without a profiler",
                        ProfileTables.ms(whole.baselineNs()),
                        ProfileTables.ms(whole.candidateNs())));
        blocks.add(Table.of("times", lines, columns -> columns.text("", Line::name)
                .add(Table.Column.of(change.label(change.baseline())).toTheRight(), line -> Cell.text(line.baseline()))
                .add(
                        Table.Column.of(change.label(change.candidate())).toTheRight(),
                        line -> Cell.text(line.candidate()))));
        List<String> facts = new ArrayList<>();
        facts.add("Operator: " + slower.work().type() + "; inputs, without weights that the runtime has packed: "
                + shapes(slower.work().inputs()) + "; outputs: "
                + shapes(slower.work().outputs()));
        facts.add("Runtime: " + change.label(change.baseline()) + " and " + change.label(change.candidate()) + ", "
                + scenario.acceleration() + ", "
                + (scenario.threads() == 1 ? "1 thread" : scenario.threads() + " threads"));
        machine.ifPresent(here -> facts.add("Machine: " + here.caption()));
        facts.add("Times are those of the runtime's own profiler: of each process the mean over the middle half of its"
                + " invocations, over " + change.baseline().processes() + " and "
                + change.candidate().processes() + " fresh processes that took turns; intervals are between processes"
                + " (below six of them, ranges)");
        blocks.add(new Block.Items(false, facts));
        blocks.add(new Block.Heading(2, "Reproduce"));
        blocks.add(Block.paragraph(how));
        return MarkdownRenderer.render(blocks)
                + reproduction.map(Code::fenced).orElse("")
                + '\n'
                + MarkdownRenderer.render(List.of(Block.paragraph("By squeezebench, both sides in turns:")))
                + own.fenced();
    }

    /**
     * Lines of a program.
     *
     * @param language such as {@code python}
     * @param lines without line feeds
     */
    public record Code(String language, List<String> lines) {
        public Code {
            lines = List.copyOf(lines);
        }

        private String fenced() {
            return "\n```" + language + '\n' + String.join("\n", lines) + "\n```\n";
        }
    }

    private String one(ProfiledScenario side) {
        GeometricMean of = ofOne(side);
        return Quantities.duration(of.value())
                + (of.count() < 2
                        ? ""
                        : (of.spread() instanceof Spread.Interval ? " (95% interval " : " (range ")
                                + Quantities.durationSpread(of)
                                + ')');
    }

    private static String share(double part, double whole) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * part / whole);
    }
}
