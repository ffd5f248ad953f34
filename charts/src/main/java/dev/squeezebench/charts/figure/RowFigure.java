package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A chart of bars, one a scenario: latency, speed-up, memory, start. */
public final class RowFigure implements Figure {
    /** A picture with more rows than that is not legible, and takes gigabytes to draw. */
    private static final int MOST_ROWS = 100;

    private final RowMaker maker;

    private RowFigure(RowMaker maker) {
        this.maker = maker;
    }

    /** Every chart of bars. */
    public static List<Figure> all() {
        return List.of(
                new RowFigure(new LatencyRows()),
                new RowFigure(new SpeedUpRows()),
                new RowFigure(new MemoryRows()),
                new RowFigure(new StartRows()),
                new RowFigure(new RunRows()));
    }

    @Override
    public String name() {
        return maker.name();
    }

    @Override
    public Result draw(Measurements measurements) {
        if (measurements.scenarios().isEmpty()) {
            return maker.isAlwaysExpected() ? new Result.NotDrawn(measurements.whyEmpty()) : new Result.NotApplicable();
        }
        RowMaker.Made made = maker.make(measurements);
        if (made instanceof RowMaker.Made.Rows rows) {
            return new Result.Drawn(sheet(measurements, rows), rows.values(), rows.references());
        }
        return made instanceof RowMaker.Made.Nothing nothing
                ? new Result.NotDrawn(nothing.reason())
                : new Result.NotApplicable();
    }

    private static Sheet sheet(Measurements measurements, RowMaker.Made.Rows made) {
        List<Row> rows = made.rows().subList(0, Math.min(MOST_ROWS, made.rows().size()));
        double largest = DoubleStream.concat(
                        rows.stream().mapToDouble(row -> row.bar().largest()),
                        made.lines().stream().mapToDouble(ReferenceLine::value))
                .max()
                .orElseThrow();
        Captions captions = new Captions(measurements, made.drawn());
        List<String> caption = new ArrayList<>(captions.lines());
        made.references().forEach(each -> caption.add(each.label() + ": " + each.source()));
        if (rows.size() < made.rows().size()) {
            caption.add("Drawn: the first " + MOST_ROWS + " of " + made.rows().size()
                    + " rows; the table of the report has all.");
        }
        return new Sheet(
                made.title(),
                made.subtitle(),
                captions.badges(),
                made.legend(),
                new RowPlot(rows, Axis.fromZero(largest), made.axisTitle(), made.lines()),
                caption);
    }
}
