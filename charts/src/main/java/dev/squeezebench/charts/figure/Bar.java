package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.records.Spread;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * A bar from zero with its interval and the single values behind it.
 *
 * @param style of its series
 * @param value where it ends
 * @param spread interval (with caps) or range (without)
 * @param singles one value a trial or round
 */
record Bar(SeriesStyle style, double value, Optional<Spread> spread, List<Double> singles) implements Row.Content {
    /** Height of bar and points together, at most. */
    private static final double HIGHEST = 76;

    Bar {
        singles = List.copyOf(singles);
    }

    @Override
    public void paint(Pen pen, Scale scale, int row) {
        double height = Math.min(HIGHEST, scale.rowHeight() * .84);
        double top = scale.row(row) - height / 2;
        double thickness = height * .56;
        double zero = scale.x(0);
        Rectangle2D box = new Rectangle2D.Double(zero, top, scale.x(value) - zero, thickness);
        style.hatching().paint(pen.graphics(), box, style.fill(), style.color());
        spread.ifPresent(each -> Whisker.paint(
                pen, scale.x(each.lower()), scale.x(each.upper()), box.getCenterY(), thickness * .36, each));
        paintSingles(pen, scale, top + thickness, height - thickness);
    }

    /** Below the bar, which would hide them, and in order of time from top to bottom: drift shows as a slope. */
    private void paintSingles(Pen pen, Scale scale, double top, double height) {
        int size = height > 18 ? 8 : 5;
        for (int i = 0; i < singles.size(); i++) {
            double y = top + size * .75 + (height - size * 1.25) * (i + .5) / singles.size();
            style.mark().paint(pen.graphics(), scale.x(singles.get(i)), y, size, style.color());
        }
    }
}
