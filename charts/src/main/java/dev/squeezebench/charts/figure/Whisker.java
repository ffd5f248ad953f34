package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.records.Spread;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A horizontal interval: caps for a confidence interval, a dotted line without caps for a mere range. */
final class Whisker {
    private Whisker() {}

    /** Paints between two pixels, with caps of that half height. */
    static void paint(Pen pen, double left, double right, double y, double cap, Spread spread) {
        stroke(pen, left, right, y, cap + 1.2, spread, pen.theme().background(), 4.8);
        stroke(pen, left, right, y, cap, spread, pen.theme().foreground(), 2.4);
    }

    /** Paints an upright one between two pixels, with caps of that half width. */
    static void paintUpright(Pen pen, double x, double top, double bottom, double cap, Spread spread) {
        Graphics2D turned = (Graphics2D) pen.graphics().create();
        turned.rotate(Math.PI / 2, x, top);
        paint(new Pen(turned, pen.theme(), pen.typeface()), x, x + bottom - top, top, cap, spread);
        turned.dispose();
    }

    private static void stroke(
            Pen pen, double left, double right, double y, double cap, Spread spread, Color color, double width) {
        if (spread instanceof Spread.Range) {
            pen.dashed(left, y, Math.max(right, left + 1), y, width, color, 3, 3);
            return;
        }
        pen.line(left, y, right, y, width, color);
        pen.line(left, y - cap, left, y + cap, width, color);
        pen.line(right, y - cap, right, y + cap, width, color);
    }

    /** Key of the kinds of spread that occur. */
    static List<LegendEntry> legend(List<Optional<Spread>> spreads, String over) {
        List<LegendEntry> entries = new ArrayList<>();
        spreads.stream()
                .flatMap(Optional::stream)
                .filter(Spread.Interval.class::isInstance)
                .map(Spread.Interval.class::cast)
                .findFirst()
                .ifPresent(interval -> entries.add(new LegendEntry(
                        Numbers.significant(100 * interval.confidence(), 2) + "% interval over " + over,
                        (pen, x, y) -> paint(pen, x + 2, x + LegendEntry.SWATCH_WIDTH - 2, y, 9, interval))));
        spreads.stream()
                .flatMap(Optional::stream)
                .filter(Spread.Range.class::isInstance)
                .findFirst()
                .ifPresent(range -> entries.add(new LegendEntry(
                        "lowest to highest: too few " + over + " for an interval",
                        (pen, x, y) -> paint(pen, x + 2, x + LegendEntry.SWATCH_WIDTH - 2, y, 9, range))));
        return entries;
    }
}
