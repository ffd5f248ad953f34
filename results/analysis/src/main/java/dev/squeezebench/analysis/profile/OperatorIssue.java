package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.report.LatencySummary;
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
import dev.squeezebench.records.text.Words;
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
 * @param cutOut the operator by itself, cut out of the model and measured in turns without a profiler; absent where it was not
 */
public record OperatorIssue(ProfileChange change, ProfileChange.Changed slower, Optional<MeasuredSides> cutOut) {
    /**
     * Of the change in which an operator became slower by most, before it is cut out; absent where none is shown to have become
     * slower.
     */
    public static Optional<OperatorIssue> of(ProfileReport report) {
        return report.changes().stream()
                .flatMap(change ->
                        change.slowest().map(slower -> new OperatorIssue(change, slower, Optional.empty())).stream())
                .filter(issue -> issue.slower
                        .sum()
                        .difference()
                        .filter(difference -> difference.spread().lower() > 0)
                        .isPresent())
                .max((a, b) -> Double.compare(
                        a.slower.sum().differenceNs(), b.slower.sum().differenceNs()));
    }

    /** The same with the operator measured by itself. */
    public OperatorIssue measured(MeasuredSides byItself) {
        return new OperatorIssue(change, slower, Optional.of(byItself));
    }

    private GeometricMean ofOne(ProfiledScenario side) {
        double[] all = side.ofProcesses(operator -> ProfileChange.work(operator).equals(slower.work()));
        for (int i = 0; i < all.length; i++) {
            all[i] /= slower.operators();
        }
        return GeometricMean.of(all);
    }

    /** One line that says what became slower: by the operator itself where that shows it, else by what it took in the model. */
    public String title() {
        Optional<MeasuredSides> shown = cutOut.filter(MeasuredSides::isSlower);
        double times = shown.map(sides -> sides.ratio().value()).orElse(slower.candidateNs() / slower.baselineNs());
        return slower.work().type() + " takes " + Quantities.factor(times) + " as long in "
                + change.label(change.candidate()) + " as in " + change.label(change.baseline())
                + (shown.isPresent()
                        ? ""
                        : " within " + change.candidate().scenario().workload() + ", profiled"
                                + (cutOut.filter(sides -> sides.ratio().count() > 1)
                                                .isPresent()
                                        ? ", and by itself it is not shown to be slower"
                                        : ""))
                + " (" + shapes(slower.work().outputs()) + ", "
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
     * @param own command that measures both sides in turns
     */
    public String markdown(Optional<Environment> machine, Optional<Code> reproduction, String how, Code own) {
        Scenario scenario = change.candidate().scenario();
        ProfileChange.Line all = slower.sum();
        ProfileChange.Line whole = change.whole();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, title()));
        blocks.add(Block.paragraph(byItself()));
        blocks.add(Block.paragraph("In the model, by the runtime's own profiler, one of them takes "
                + one(change.candidate()) + " in "
                + change.label(change.candidate()) + " and " + one(change.baseline()) + " in "
                + change.label(change.baseline()) + ". " + scenario.workload()
                + (slower.operators() == 1
                        ? " has this one alone: it takes "
                        : " has " + slower.operators() + " of them in an inference: together they take ")
                + ProfileTables.ms(all.differenceNs()) + " more ("
                + ProfileChange.spread(all.difference().orElseThrow()) + "), of the "
                + ProfileTables.ms(whole.differenceNs()) + " that an inference takes more."));
        List<Line> lines = new ArrayList<>();
        cutOut.ifPresent(sides -> lines.add(new Line(
                "the operator cut out, without a profiler",
                ofOneCall(sides.baseline()),
                ofOneCall(sides.candidate()))));
        lines.add(new Line("one operator in the model, profiled", one(change.baseline()), one(change.candidate())));
        if (slower.operators() > 1) {
            lines.add(new Line(
                    "all " + slower.operators() + " in an inference, profiled",
                    ProfileTables.ms(all.baselineNs()),
                    ProfileTables.ms(all.candidateNs())));
        }
        lines.addAll(List.of(
                new Line(
                        "share of an inference",
                        share(all.baselineNs(), whole.baselineNs()),
                        share(all.candidateNs(), whole.candidateNs())),
                new Line(
                        "an inference, without a profiler",
                        ProfileTables.ms(whole.baselineNs()),
                        ProfileTables.ms(whole.candidateNs()))));
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
        cutOut.ifPresent(sides -> facts.add("Cut out: geometric mean over "
                + Words.counted(sides.ratio().count(), "round")
                + " of the median invocation, a fresh process of each side a round, their invocations in turns, on random data; what a"
                + " call of the runtime costs by itself is part of it"
                + (sides.ratio().count() < GeometricMean.FEWEST_FOR_INTERVAL
                        ? "; ranges are what was seen in so few rounds, with no confidence attached"
                        : "")));
        facts.add(
                "Profiled times are those of the runtime's own profiler: of each process the mean over the middle half of its"
                        + " invocations, over " + change.baseline().processes() + " and "
                        + change.candidate().processes()
                        + " fresh processes that took turns; intervals are between processes"
                        + " (below six of them, ranges)");
        blocks.add(new Block.Items(false, facts));
        blocks.add(new Block.Heading(2, "Reproduce"));
        blocks.add(Block.paragraph(how));
        return MarkdownRenderer.render(blocks)
                + reproduction.map(Code::fenced).orElse("")
                + '\n'
                + MarkdownRenderer.render(
                        List.of(Block.paragraph("By squeezebench, both sides in turns, without a profiler first:")))
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

    /** What the operator by itself shows, in sentences. */
    private String byItself() {
        if (cutOut.isEmpty()) {
            return "The operator was not measured by itself: its times are those of profiled processes.";
        }
        MeasuredSides sides = cutOut.get();
        String measured =
                "Cut out of the model and measured by itself, without a profiler, both sides in turns, it takes "
                        + ofOneCall(sides.candidate()) + " in " + change.label(change.candidate()) + " and "
                        + ofOneCall(sides.baseline()) + " in " + change.label(change.baseline()) + ": "
                        + Quantities.ratio(sides.ratio()) + " as long.";
        if (sides.isSlower()) {
            return measured;
        }
        return measured
                + (sides.ratio().count() == 1
                        ? " One round shows nothing yet: the command below with more rounds does."
                        : " By itself the operator is therefore not shown to be slower: what it takes longer in the model"
                                + " comes from what surrounds it there, from its data there, or from the profiler.");
    }

    private static String ofOneCall(LatencySummary side) {
        return withSpread(side.median());
    }

    private String one(ProfiledScenario side) {
        return withSpread(ofOne(side));
    }

    private static String withSpread(GeometricMean of) {
        return Quantities.duration(of.value())
                + (of.count() < 2
                        ? ""
                        : (of.spread() instanceof Spread.Interval ? " (95% interval " : " (range ")
                                + Quantities.durationSpread(of)
                                + ')');
    }

    /** The part is profiled, and the whole is not. */
    private static String share(double part, double whole) {
        return part >= whole ? "all of it" : String.format(Locale.ROOT, "%.1f%%", 100 * part / whole);
    }
}
