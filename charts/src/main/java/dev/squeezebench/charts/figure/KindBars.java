package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The models of one target, each a bar of its layer kinds one after the other, on one axis of time.
 *
 * @param heading target
 * @param detail what else they share
 * @param unit of the axis
 * @param bars from top to bottom
 */
record KindBars(String heading, String detail, Unit unit, List<Bar> bars) implements SubPlot {
    /** Height that a bar with its words takes. */
    static final double ROW = 66;

    private static final double WORDS = 22;
    private static final double THICKNESS = 34;
    private static final double BELOW = 32;

    /** Shares of the axis below this are narrower than a line. */
    private static final double THIN = .003;

    KindBars {
        bars = List.copyOf(bars);
    }

    /**
     * A model.
     *
     * @param name of it
     * @param parts in order, 0 or more each
     * @param measuredNs latency without a profiler; absent where it was not measured
     */
    record Bar(String name, List<Part> parts, OptionalDouble measuredNs) {
        Bar {
            parts = List.copyOf(parts);
        }

        double endNs() {
            return Math.max(parts.stream().mapToDouble(Part::ns).sum(), measuredNs.orElse(0));
        }
    }

    /** A layer kind. */
    record Part(KindStyle style, String name, double ns) {}

    /** Height of a plot with so many bars. */
    static double height(int bars) {
        return HEADING + bars * ROW + BELOW;
    }

    private double axisEndNs() {
        return unit.size() * axis().max();
    }

    private Axis axis() {
        return Axis.fromZero(unit.of(bars.stream().mapToDouble(Bar::endNs).max().orElse(0)));
    }

    /** Parts that are there and cannot be seen, each with its value. */
    List<String> tooThin() {
        double least = THIN * axisEndNs();
        return bars.stream()
                .flatMap(bar -> bar.parts().stream()
                        .filter(part -> part.ns() > 0 && part.ns() < least)
                        .map(part -> bar.name()
                                + ' '
                                + part.name()
                                + ' '
                                + unit.readable(part.ns()).text(part.ns(), 3)))
                .toList();
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        Rectangle2D own = new Rectangle2D.Double(
                area.getX(), area.getY(), area.getWidth(), Math.min(area.getHeight(), height(bars.size())));
        new Plot(axis(), Axis.rows(bars.size()), List.of(), List.of(this::paintBars), 1).paint(pen, SubPlot.body(own));
        SubPlot.heading(pen, area, heading, "", detail, "time of one inference, " + unit.symbol());
    }

    private void paintBars(Pen pen, Scale scale) {
        Font font = pen.typeface().regular(15.5);
        Font strong = pen.typeface().strong(15.5);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double top = scale.row(i) - scale.rowHeight() / 2;
            Unit own = unit.readable(bar.endNs());
            String end = bar.measuredNs().isPresent()
                    ? own.text(bar.measuredNs().getAsDouble(), 4)
                    : own.text(bar.endNs(), 4) + " in operators";
            double taken = Typeface.width(end, strong) + 14;
            // On the background: the grid would run through the words.
            pen.label(
                    Labels.fit(bar.name(), font, scale.plot().getWidth() - taken),
                    scale.plot().getX() + 3,
                    top + 15,
                    font,
                    pen.theme().foreground(),
                    Pen.Anchor.START);
            pen.label(
                    end,
                    scale.plot().getMaxX() - 3,
                    top + 15,
                    strong,
                    pen.theme().foreground(),
                    Pen.Anchor.END);
            paintParts(pen, scale, bar, top + WORDS);
        }
    }

    private void paintParts(Pen pen, Scale scale, Bar bar, double top) {
        Font font = pen.typeface().regular(14.5);
        double sum = 0;
        for (Part part : bar.parts()) {
            double left = scale.x(unit.of(sum));
            sum += part.ns();
            double width = scale.x(unit.of(sum)) - left;
            if (part.ns() < THIN * axisEndNs()) {
                continue;
            }
            part.style().paint(pen, new Rectangle2D.Double(left, top, width, THICKNESS));
            String value = Numbers.significant(unit.of(part.ns()), 3);
            if (Typeface.width(value, font) + 14 <= width) {
                pen.label(
                        value,
                        left + width / 2,
                        top + THICKNESS / 2 + 5,
                        font,
                        pen.theme().foreground(),
                        Pen.Anchor.MIDDLE);
            }
        }
        bar.measuredNs().ifPresent(ns -> {
            double x = scale.x(unit.of(ns));
            pen.line(x, top, x, top + THICKNESS + 5, 3, pen.theme().foreground());
        });
    }
}
