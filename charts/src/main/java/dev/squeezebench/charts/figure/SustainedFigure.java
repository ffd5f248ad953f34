package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Section;
import dev.squeezebench.analysis.report.Sustained;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Long rounds by the minute: the latency of each scenario, and what the others' speed-ups become while the machine gets hot. */
public final class SustainedFigure implements Figure {
    private static final double PLOT = 330;
    private static final int MOST = 8;

    /** A scenario and what its long round tells. */
    record Drawn(ScenarioTrials trials, Sustained round) {
        SourcedTrial source() {
            return trials.trials().stream()
                    .filter(each -> each.measured().equals(round.trial()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public String name() {
        return "sustained";
    }

    @Override
    public Result draw(Measurements measurements) {
        List<Drawn> all = new ArrayList<>();
        List<Section> sections = measurements.report().sections();
        for (int machine = 0; machine < sections.size(); machine++) {
            int number = machine;
            for (Sustained round : Sustained.of(sections.get(machine))) {
                measurements.scenarios().stream()
                        .filter(each -> each.machine() == number
                                && each.scenario().equals(round.row().summary().scenario()))
                        .findFirst()
                        .ifPresent(each -> all.add(new Drawn(each, round)));
            }
        }
        if (all.isEmpty()) {
            return new Result.NotApplicable();
        }
        List<Drawn> drawn = all.subList(0, Math.min(MOST, all.size()));
        return new Result.Drawn(
                sheet(measurements, drawn),
                drawn.stream().flatMap(each -> values(each).stream()).toList(),
                List.of());
    }

    private static List<DrawnValue> values(Drawn each) {
        List<DrawnValue> values = new ArrayList<>();
        List<SourcedTrial> source = List.of(each.source());
        each.round()
                .minutes()
                .forEach(minute -> values.add(new DrawnValue(
                        List.of(each.trials().scenario().id()),
                        "median of minute " + minute.number(),
                        "ns",
                        Optional.of(minute.medianNs()),
                        Optional.empty(),
                        source)));
        each.trials().speedUp().ifPresent(speedUp -> each.round()
                .ratios()
                .forEach(ratio -> values.add(new DrawnValue(
                        List.of(
                                each.trials().scenario().id(),
                                speedUp.baseline().id()),
                        "median ratio of the half-cycles of minute " + ratio.number(),
                        "ratio",
                        Optional.of(ratio.median()),
                        Optional.of(new Spread.Range(ratio.lower(), ratio.upper())),
                        source))));
        return values;
    }

    private static Sheet sheet(Measurements measurements, List<Drawn> drawn) {
        List<ScenarioTrials> trials = drawn.stream().map(Drawn::trials).toList();
        ScenarioNames names = new ScenarioNames(trials);
        Captions captions = new Captions(measurements, trials);
        List<String> caption = new ArrayList<>(captions.lines());
        caption.add(
                "One long round in turns: medians of minutes; dotted: range of the minute's half-cycles, no interval."
                        + " Throttled: from there on every minute's median is more than 5% above the first one's.");
        List<SubPlot> plots = new ArrayList<>(List.of(SustainedPlot.latency(drawn)));
        if (drawn.stream().anyMatch(each -> !each.round().ratios().isEmpty())) {
            plots.add(SustainedPlot.speedUp(drawn, measurements.relativeTo()));
        }
        return new Sheet(
                "One long round by the minute",
                names.subtitle(),
                captions.badges(),
                legend(drawn, names),
                new SubPlots(plots, "Minute of the round", 1, PLOT),
                caption);
    }

    private static List<LegendEntry> legend(List<Drawn> drawn, ScenarioNames names) {
        List<LegendEntry> legend = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            Drawn each = drawn.get(i);
            int line = i;
            legend.add(new LegendEntry(names.name(each.trials()), (pen, x, y) -> {
                SeriesStyle style = each.trials().series().style(pen.theme());
                SweepPlot.paintLine(
                        pen, SustainedPlot.dashes(drawn, line), x, y, x + LegendEntry.SWATCH_WIDTH, y, style.color());
                style.marker()
                        .paint(
                                pen.graphics(),
                                x + 17,
                                y,
                                9,
                                style.color(),
                                pen.theme().background());
            }));
        }
        if (drawn.stream().anyMatch(each -> each.round().throttledFrom().isPresent())) {
            legend.add(new LegendEntry(
                    "throttled from",
                    (pen, x, y) -> pen.dashed(
                            x + 17, y - 9, x + 17, y + 9, 2, pen.theme().foreground(), 5, 4)));
        }
        return legend;
    }
}
