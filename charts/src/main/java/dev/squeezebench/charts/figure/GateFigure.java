package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.gate.GateTrials;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.MarkerShape;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.Words;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a gate's verdict rests on: one plot a scenario, the candidate's latency over its baseline's by half-cycle and round. */
public final class GateFigure implements Figure {
    private static final int MOST_PLOTS = 12;
    private static final double PLOT = 330;
    private static final double SMALL_PLOT = 260;

    private record Source(int input, SavedGate gate, JudgedScenario judged) {
        Stream<SourcedTrial> trials() {
            GateTrials rounds = judged.rounds();
            return Stream.of(
                            rounds.baseline(),
                            rounds.candidate(),
                            judged.controls().baseline(),
                            judged.controls().candidate())
                    .flatMap(List::stream)
                    .map(trial -> new SourcedTrial(
                            input,
                            new LatencySummary.TrialMedian(
                                    trial, LatencySummary.medianNs(trial), trial.warnings(), trial.run())));
        }
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public Result draw(Measurements measurements) {
        List<Source> all = new ArrayList<>();
        List<Results> inputs = measurements.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            for (SavedGate gate : SavedGate.of(inputs.get(i).records())) {
                for (JudgedScenario judged : gate.scenarios()) {
                    all.add(new Source(i, gate, judged));
                }
            }
        }
        if (all.isEmpty()) {
            return new Result.NotApplicable();
        }
        List<Source> drawn = all.subList(0, Math.min(MOST_PLOTS, all.size()));
        List<DrawnValue> values = new ArrayList<>();
        List<ReferenceValue> references = new ArrayList<>();
        for (Source each : drawn) {
            List<SourcedTrial> trials = each.trials().toList();
            values.add(new DrawnValue(
                    List.of(
                            each.judged.candidate().id(),
                            each.judged.rounds().baseline().get(0).scenario().id()),
                    "candidate's latency over the baseline's: rounds in turns, those far off set aside",
                    "ratio",
                    each.judged.latency().ratio().map(ratio -> ratio.value()),
                    each.judged.latency().ratio().flatMap(DrawnValue::spread),
                    trials));
            ReferenceValue tolerance = new ReferenceValue(
                    "tolerance",
                    1 + each.judged.terms().slowdown(),
                    "--max-slowdown of run " + each.gate.run().run());
            if (!references.contains(tolerance)) {
                references.add(tolerance);
            }
        }
        return new Result.Drawn(sheet(drawn, all.size(), inputs), values, references);
    }

    private static Sheet sheet(List<Source> drawn, int all, List<Results> inputs) {
        List<SubPlot> plots = new ArrayList<>();
        boolean thinned = false;
        for (Source each : drawn) {
            GatePlot plot = GatePlot.of(each.judged);
            thinned |= plot.beyond();
            plots.add(plot);
        }
        List<String> caption = new ArrayList<>(captions(drawn, inputs));
        caption.add(
                "Latency of the candidate over that of its baseline, in turns. Small points: half-cycles, one turn of"
                        + " each arm; large: a round's median. " + (thinned ? "At the edge: beyond the axis. " : "")
                        + "The band is the interval over rounds, from those that were not set aside.");
        if (drawn.size() < all) {
            caption.add("Drawn: the first " + drawn.size() + " of " + all + " scenarios.");
        }
        boolean one = drawn.size() == 1;
        return new Sheet(
                one ? "Gate: " + drawn.get(0).judged.latency().verdict().word() : "Gate",
                one ? drawn.get(0).judged.candidate().id() : Words.counted(all, "scenario"),
                arms(drawn, inputs).badges(),
                legend(drawn),
                new SubPlots(
                        plots,
                        drawn.stream().allMatch(each -> each.judged
                                        .controls()
                                        .candidate()
                                        .isEmpty())
                                ? "Round"
                                : "Round (behind the line: controls, baseline against itself)",
                        one ? 1 : 2,
                        one ? PLOT : SMALL_PLOT),
                caption);
    }

    private static List<String> captions(List<Source> drawn, List<Results> inputs) {
        int rounds = drawn.stream()
                .mapToInt(each -> each.judged.rounds().candidate().size())
                .sum();
        int controls = drawn.stream()
                .mapToInt(each -> each.judged.controls().candidate().size())
                .sum();
        return arms(drawn, inputs)
                .lines(Words.counted(rounds, "round")
                        + (controls == 0 ? "" : ", " + Words.counted(controls, "control round")));
    }

    private static ArmCaptions arms(List<Source> drawn, List<Results> inputs) {
        return new ArmCaptions(drawn.stream().flatMap(Source::trials).toList(), inputs);
    }

    private static List<LegendEntry> legend(List<Source> drawn) {
        List<LegendEntry> entries = new ArrayList<>();
        entries.add(new LegendEntry(
                "half-cycle",
                (pen, x, y) -> MarkerShape.CIRCLE.paint(
                        pen.graphics(), x + 17, y, GatePlot.SMALL, pen.theme().muted())));
        entries.add(new LegendEntry("round", (pen, x, y) -> GatePlot.Kind.USUAL.paint(pen, x + 17, y)));
        if (drawn.stream().anyMatch(each -> GatePlot.of(each.judged).has(GatePlot.Kind.SET_ASIDE))) {
            entries.add(
                    new LegendEntry("round set aside", (pen, x, y) -> GatePlot.Kind.SET_ASIDE.paint(pen, x + 17, y)));
        }
        if (drawn.stream().anyMatch(each -> !each.judged.controls().candidate().isEmpty())) {
            entries.add(new LegendEntry("control round", (pen, x, y) -> GatePlot.Kind.CONTROL.paint(pen, x + 17, y)));
        }
        drawn.stream()
                .flatMap(each -> each.judged.latency().ratio().stream())
                .findFirst()
                .ifPresent(ratio -> entries.add(new LegendEntry(
                        "typical ratio, " + (DrawnValue.spread(ratio).isPresent() ? "95% interval" : "range"),
                        (pen, x, y) -> {
                            pen.graphics().setColor(GatePlot.band(pen.theme()));
                            pen.graphics().fill(new Rectangle2D.Double(x, y - 8, LegendEntry.SWATCH_WIDTH, 16));
                            pen.line(
                                    x,
                                    y,
                                    x + LegendEntry.SWATCH_WIDTH,
                                    y,
                                    2,
                                    pen.theme().series(0));
                        })));
        entries.add(new LegendEntry(
                "tolerance",
                (pen, x, y) -> pen.dashed(
                        x, y, x + LegendEntry.SWATCH_WIDTH, y, 2.2, pen.theme().foreground(), 12, 6)));
        return entries;
    }
}
