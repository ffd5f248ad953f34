package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.charts.paint.Hatching;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.records.Spread;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A bar from zero with its interval and the single values behind it, all in the unit of the axis.
 *
 * @param series how it looks
 * @param base up to where it is drawn pale, without hatching: the part that is not the model's; 0 for none
 * @param value where it ends
 * @param spread interval (with caps) or range (without)
 * @param singles one value a trial or round
 */
record Bar(Series series, double base, double value, Optional<Spread> spread, List<Double> singles) {
    /** Height of bar and points together, at most. */
    private static final double HIGHEST = 54;

    /** More points in a row cannot be told apart. */
    private static final int MOST_SINGLES = 120;

    Bar {
        singles = Thinning.extremes(List.copyOf(singles), MOST_SINGLES, Double::doubleValue);
    }

    /** The bar of an estimate and its single values, which are in the unit's base, nanoseconds for instance. */
    static Bar of(Series series, Unit unit, double base, GeometricMean estimate, DoubleStream singles) {
        return new Bar(
                series,
                unit.of(base),
                unit.of(estimate.value()),
                DrawnValue.spread(estimate).map(unit::of),
                singles.map(unit::of).boxed().toList());
    }

    /** The largest value that is drawn. */
    double largest() {
        double single = singles.stream().mapToDouble(Double::doubleValue).max().orElse(value);
        return Math.max(
                Math.max(base, value),
                Math.max(single, spread.map(Spread::upper).orElse(value)));
    }

    /** Paints around that height, with so much room above and below together. */
    void paint(Pen pen, Scale scale, double centre, double room) {
        SeriesStyle style = series.style(pen.theme());
        double height = Math.min(HIGHEST, room * .86);
        double top = centre - height / 2;
        double thickness = singles.isEmpty() ? height * .62 : height * .56;
        double from = scale.x(0);
        if (singles.isEmpty()) {
            top += (height - thickness) / 2;
        }
        if (base > 0) {
            Hatching.PLAIN.paint(
                    pen.graphics(),
                    new Rectangle2D.Double(from, top, scale.x(base) - from, thickness),
                    pen.theme().background(),
                    style.color());
            from = scale.x(base);
        }
        Rectangle2D box = new Rectangle2D.Double(from, top, Math.max(0, scale.x(value) - from), thickness);
        style.hatching().paint(pen.graphics(), box, style.fill(), style.color());
        double middle = box.getCenterY();
        spread.ifPresent(each ->
                Whisker.paint(pen, scale.x(each.lower()), scale.x(each.upper()), middle, thickness * .36, each));
        paintSingles(pen, scale, style, top + thickness, height - thickness);
    }

    /** Below the bar, which would hide them, and in order of time from top to bottom: drift shows as a slope. */
    private void paintSingles(Pen pen, Scale scale, SeriesStyle style, double top, double height) {
        int size = height > 18 ? 8 : 6;
        for (int i = 0; i < singles.size(); i++) {
            double y = top + size * .75 + (height - size * 1.25) * (i + .5) / singles.size();
            style.marker().paint(pen.graphics(), scale.x(singles.get(i)), y, size, style.color());
        }
    }
}
