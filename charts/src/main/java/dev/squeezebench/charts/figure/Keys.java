package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.Mark;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Theme;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Entries of the key that several charts share. */
final class Keys {
    private Keys() {}

    /** One hatched box for each workload that is drawn. */
    static List<LegendEntry> bars(Measurements measurements, List<ScenarioTrials> drawn, Theme theme) {
        return measurements.workloads().stream()
                .filter(name -> drawn.stream()
                        .anyMatch(each -> each.scenario().workload().equals(name)))
                .map(name -> bar(name, SeriesStyle.of(measurements.workloads().indexOf(name), theme)))
                .toList();
    }

    private static LegendEntry bar(String label, SeriesStyle style) {
        return new LegendEntry(label, (pen, x, y) -> style.hatching()
                .paint(
                        pen.graphics(),
                        new Rectangle2D.Double(x, y - 8, LegendEntry.SWATCH_WIDTH, 16),
                        style.fill(),
                        style.color()));
    }

    /** What a point is: the shapes of the first two series stand for all. */
    static LegendEntry singles(String label, Theme theme) {
        return new LegendEntry(label, (pen, x, y) -> {
            Mark.CIRCLE.paint(pen.graphics(), x + 9, y, 9, theme.muted(), theme.background());
            Mark.DIAMOND.paint(pen.graphics(), x + 25, y, 9, theme.muted(), theme.background());
        });
    }
}
