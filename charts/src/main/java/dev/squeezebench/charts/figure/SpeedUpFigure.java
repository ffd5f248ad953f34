package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Speed-up of each workload over the one that the others are relative to, on every target that measured both, beside
 * what was published and what the arithmetic alone would give.
 */
public final class SpeedUpFigure implements Figure {
    @Override
    public String name() {
        return "speedup";
    }

    @Override
    public Result draw(Measurements measurements) {
        if (measurements.scenarios().isEmpty()) {
            return new Result.NotDrawn(name(), measurements.whyEmpty());
        }
        List<Compared> speedUps = Compared.of(measurements.scenarios());
        if (speedUps.isEmpty()) {
            return new Result.NotDrawn(
                    name(),
                    "no round measured both " + measurements.workloads().get(0)
                            + " and another workload on the same target");
        }
        List<DrawnLine> lines = References.of(measurements, speedUps);
        return new Result.Drawn(
                name(),
                theme -> sheet(measurements, speedUps, lines, theme),
                speedUps.stream().map(SpeedUpFigure::mark).toList(),
                lines);
    }

    private static DrawnMark mark(Compared compared) {
        return new DrawnMark(
                List.of(
                        compared.candidate().scenario().id(),
                        compared.baseline().scenario().id()),
                "geometric mean of the rounds' ratios of medians",
                "ratio",
                Optional.of(compared.ratio()),
                Optional.of(compared.speedUp().estimate().spread()),
                compared.trials());
    }

    private static Sheet sheet(Measurements measurements, List<Compared> speedUps, List<DrawnLine> lines, Theme theme) {
        List<ScenarioTrials> candidates =
                speedUps.stream().map(Compared::candidate).toList();
        List<ScenarioTrials> drawn = speedUps.stream()
                .flatMap(each -> Stream.of(each.candidate(), each.baseline()))
                .distinct()
                .toList();
        Names names = new Names(candidates);
        String baseline = measurements.workloads().get(0);
        List<String> workloads = candidates.stream()
                .map(each -> each.scenario().workload())
                .distinct()
                .toList();
        double largest = DoubleStream.concat(
                        speedUps.stream().mapToDouble(Compared::largest),
                        lines.stream().mapToDouble(DrawnLine::value))
                .max()
                .orElseThrow();
        List<Row> rows = speedUps.stream()
                .map(each -> row(measurements, names, each, theme))
                .toList();
        List<Optional<Spread>> spreads = speedUps.stream()
                .map(each -> Optional.of(each.speedUp().estimate().spread()))
                .toList();
        return new Sheet(
                "Speed-up " + (workloads.size() == 1 ? "of " + workloads.get(0) + ' ' : "") + "over " + baseline,
                names.common(),
                Captions.badge(measurements, drawn),
                Stream.of(
                                Keys.bars(measurements, candidates, theme),
                                List.of(Keys.singles("one round", theme)),
                                Whisker.legend(spreads, "rounds"))
                        .flatMap(List::stream)
                        .toList(),
                new RowsBody(
                        rows,
                        Axis.fromZero(Math.max(largest, 1)),
                        "Latency of " + baseline + " over latency, ratio (1: equally fast)",
                        references(baseline, lines)),
                Captions.lines(measurements, drawn));
    }

    private static List<ReferenceLine> references(String baseline, List<DrawnLine> lines) {
        List<ReferenceLine> references = new ArrayList<>();
        references.add(new ReferenceLine(1, "as fast as " + baseline, ReferenceLine.Dashes.NONE));
        for (int i = 0; i < lines.size(); i++) {
            ReferenceLine.Dashes dashes = i % 2 == 0 ? ReferenceLine.Dashes.LONG : ReferenceLine.Dashes.SHORT;
            references.add(new ReferenceLine(lines.get(i).value(), lines.get(i).label(), dashes));
        }
        return references;
    }

    private static Row row(Measurements measurements, Names names, Compared compared, Theme theme) {
        ScenarioTrials candidate = compared.candidate();
        Spread spread = compared.speedUp().estimate().spread();
        Bar bar = new Bar(
                SeriesStyle.of(measurements.index(candidate.scenario()), theme),
                compared.ratio(),
                Optional.of(spread),
                compared.rounds());
        boolean alone = measurements.workloads().size() <= 2;
        return new Row(
                alone ? names.where(candidate) : candidate.scenario().workload(),
                alone ? names.graph(candidate) : names.variant(candidate),
                candidate.place(),
                bar,
                Numbers.significant(compared.ratio(), 3) + '\u00d7',
                Spreads.text(spread, 3));
    }
}
