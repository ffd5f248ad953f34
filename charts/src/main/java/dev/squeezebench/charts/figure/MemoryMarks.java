package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import java.awt.geom.Rectangle2D;

/** A bar up to the largest of the readings, and a marker of its own shape for each. */
record MemoryMarks(SeriesStyle style, ResidentMemory memory, Unit unit) implements Row.Content {
    private static final double THICKEST = 30;

    @Override
    public void paint(Pen pen, Scale scale, int row) {
        double middle = scale.row(row);
        double thickness = Math.min(THICKEST, scale.rowHeight() * .52);
        double zero = scale.x(0);
        style.hatching()
                .paint(
                        pen.graphics(),
                        new Rectangle2D.Double(
                                zero, middle - thickness / 2, scale.x(unit.of(memory.largest())) - zero, thickness),
                        style.fill(),
                        style.color());
        int size = thickness > 20 ? 15 : 11;
        memory.points().forEach((point, bytes) -> point.mark()
                .paint(
                        pen.graphics(),
                        scale.x(unit.of(bytes)),
                        middle,
                        size,
                        pen.theme().foreground(),
                        pen.theme().background()));
    }
}
