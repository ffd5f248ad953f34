package dev.squeezebench.charts.paint;

import java.awt.Font;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Logarithms of positive values, as places on a linear axis.
 *
 * @param lowest the smallest value that is drawn
 * @param highest the largest value that is drawn
 */
public record LogScale(double lowest, double highest) {
    /** Share of the axis that stays free at both ends, and its least length in doublings. */
    private static final double MARGIN = .06;

    /** Steps within a power of ten, from coarse to fine. */
    private static final List<double[]> STEPS =
            List.of(new double[] {1}, new double[] {1, 2, 5}, new double[] {1, 1.5, 2, 3, 4, 5, 7}, new double[] {
                1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9
            });

    /** With fewer ticks no value can be read off the axis. */
    private static final int FEWEST_TICKS = 3;

    private static final double TICK = 16;

    public LogScale {
        if (!(lowest > 0) || !(lowest <= highest) || Double.isInfinite(highest)) {
            throw new IllegalArgumentException("no logarithmic axis from " + lowest + " to " + highest);
        }
    }

    /** Place of a value. */
    public double at(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** Without labels of its own: {@link #upright} and {@link #level} paint them. */
    public Axis axis() {
        double length = Math.max(1, at(highest) - at(lowest));
        double middle = (at(highest) + at(lowest)) / 2;
        double half = length * (.5 + MARGIN);
        return new Axis(middle - half, middle + half, false);
    }

    /** Round values within the axis, at least three: powers of ten alone, or with as many steps between as that takes. */
    public List<Double> ticks() {
        List<Double> ticks = List.of();
        for (double[] steps : STEPS) {
            ticks = ticks(steps);
            if (ticks.size() >= FEWEST_TICKS) {
                break;
            }
        }
        return ticks;
    }

    private List<Double> ticks(double... steps) {
        Axis axis = axis();
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(lowest)) - 1; power <= Math.log10(highest) + 1; power++) {
            double size = Math.pow(10, power);
            DoubleStream.of(steps)
                    .map(step -> step * size)
                    .filter(tick -> at(tick) >= axis.min() && at(tick) <= axis.max())
                    .forEach(ticks::add);
        }
        return ticks;
    }

    /** Upright grid lines with their labels below the plot; a label that would touch the one before is left out. */
    public void upright(Pen pen, Scale scale, Collection<Integer> values) {
        upright(pen, scale, values.stream().map(Integer::doubleValue).toList(), value -> String.valueOf((int) value));
    }

    /** The same at round values. */
    public void upright(Pen pen, Scale scale, DoubleFunction<String> label) {
        upright(pen, scale, ticks(), label);
    }

    private void upright(Pen pen, Scale scale, List<Double> values, DoubleFunction<String> label) {
        Font font = pen.typeface().regular(TICK);
        double free = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            double x = scale.x(at(value));
            String text = label.apply(value);
            double width = Typeface.width(text, font);
            pen.line(
                    x,
                    scale.plot().getY(),
                    x,
                    scale.plot().getMaxY(),
                    1.2,
                    pen.theme().grid());
            if (x - width / 2 > free) {
                pen.text(text, x, scale.plot().getMaxY() + 20, font, pen.theme().muted(), Pen.Anchor.MIDDLE);
                free = x + width / 2 + 6;
            }
        }
    }

    /** Level grid lines with their labels left of the plot. */
    public void level(Pen pen, Scale scale, DoubleFunction<String> label) {
        Font font = pen.typeface().regular(TICK);
        for (double tick : ticks()) {
            double y = scale.y(at(tick));
            pen.line(
                    scale.plot().getX(),
                    y,
                    scale.plot().getMaxX(),
                    y,
                    1.2,
                    pen.theme().grid());
            pen.text(
                    label.apply(tick),
                    scale.plot().getX() - 8,
                    y + 5,
                    font,
                    pen.theme().muted(),
                    Pen.Anchor.END);
        }
    }
}
