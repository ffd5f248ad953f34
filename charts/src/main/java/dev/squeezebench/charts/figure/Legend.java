package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.charts.paint.Hatching;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.records.Spread;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Entries that several charts share, of what occurs in them and of nothing else. */
final class Legend {
    private Legend() {}

    /** The series that are drawn, each once, in the order of their numbers. */
    static List<Series> series(List<ScenarioTrials> drawn) {
        return drawn.stream()
                .map(ScenarioTrials::series)
                .distinct()
                .sorted(java.util.Comparator.comparingInt(Series::colour).thenComparingInt(Series::number))
                .toList();
    }

    /** The workload, and its form where several forms of it are drawn. */
    static String name(Series series, List<Series> all) {
        boolean alone = all.stream()
                        .filter(each -> each.workload().equals(series.workload()))
                        .count()
                == 1;
        return alone || series.form().isEmpty() ? series.workload() : series.workload() + " \u00b7 " + series.form();
    }

    /** What bars, points and spreads are. */
    static List<LegendEntry> rows(List<ScenarioTrials> drawn, String point, Stream<GeometricMean> estimates) {
        List<LegendEntry> legend = new ArrayList<>(bars(drawn));
        legend.add(points(drawn, point));
        legend.addAll(spreads(estimates.flatMap(each -> DrawnValue.spread(each).stream()), "rounds"));
        return legend;
    }

    /** The pale part of a bar. */
    static LegendEntry base(String label) {
        return new LegendEntry(
                label,
                (pen, x, y) -> Hatching.PLAIN.paint(
                        pen.graphics(),
                        new Rectangle2D.Double(x, y - 8, LegendEntry.SWATCH_WIDTH, 16),
                        pen.theme().background(),
                        pen.theme().muted()));
    }

    /** One hatched box for each series. */
    static List<LegendEntry> bars(List<ScenarioTrials> drawn) {
        List<Series> all = series(drawn);
        return all.stream()
                .map(series -> new LegendEntry(name(series, all), (pen, x, y) -> {
                    var style = series.style(pen.theme());
                    style.hatching()
                            .paint(
                                    pen.graphics(),
                                    new Rectangle2D.Double(x, y - 8, LegendEntry.SWATCH_WIDTH, 16),
                                    style.fill(),
                                    style.color());
                }))
                .toList();
    }

    /** What a point is, in the shapes that occur. */
    private static LegendEntry points(List<ScenarioTrials> drawn, String label) {
        List<Series> shapes = series(drawn).stream().limit(3).toList();
        return new LegendEntry(label, (pen, x, y) -> {
            double step = LegendEntry.SWATCH_WIDTH / (shapes.size() + 1);
            for (int i = 0; i < shapes.size(); i++) {
                var style = shapes.get(i).style(pen.theme());
                style.marker()
                        .paint(
                                pen.graphics(),
                                x + step * (i + 1),
                                y,
                                9,
                                style.color(),
                                pen.theme().background());
            }
        });
    }

    /** The kinds of spread that occur. */
    static List<LegendEntry> spreads(Stream<Spread> spreads, String over) {
        List<Spread> all = spreads.toList();
        List<LegendEntry> entries = new ArrayList<>();
        all.stream()
                .filter(Spread.Interval.class::isInstance)
                .map(Spread.Interval.class::cast)
                .findFirst()
                .ifPresent(interval -> entries.add(spread(
                        Numbers.significant(100 * interval.confidence(), 2) + "% interval over " + over, interval)));
        all.stream()
                .filter(Spread.Range.class::isInstance)
                .findFirst()
                .ifPresent(
                        range -> entries.add(spread("lowest to highest: too few " + over + " for an interval", range)));
        return entries;
    }

    private static LegendEntry spread(String label, Spread spread) {
        return new LegendEntry(
                label, (pen, x, y) -> Whisker.paint(pen, x + 2, x + LegendEntry.SWATCH_WIDTH - 2, y, 9, spread));
    }
}
