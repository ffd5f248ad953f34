package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.records.Spread;
import java.util.List;

/**
 * A curve as it is drawn.
 *
 * @param style of its line and marks
 * @param points from left to right
 */
record PlottedCurve(SeriesStyle style, List<Point> points) {
    PlottedCurve {
        points = List.copyOf(points);
    }

    /**
     * One value.
     *
     * @param size where on the horizontal axis
     * @param value in the unit of the vertical axis
     * @param spread in the unit of the vertical axis
     */
    record Point(int size, double value, Spread spread) {
        static Point of(int size, GeometricMean mean, Unit unit) {
            return new Point(size, unit.of(mean.value()), Spreads.scaled(mean.spread(), unit));
        }

        double lower() {
            return spread.lower();
        }

        double upper() {
            return spread.upper();
        }
    }
}
