package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.charts.figure.TrialTimeline.Invocation;
import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.MarkerShape;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.records.Trial;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The invocations of one scenario's trials against their median, each trial in its own shade. The axis shows what nearly
 * all measured samples are like (the 1st to the 99th percentile); an arrow at its edge is a sample beyond it.
 *
 * @param name of the scenario's workload
 * @param detail what else tells it apart
 * @param trials in order of time
 * @param medianNs what the invocations are relative to
 * @param lowest 1st percentile of all measured samples, in nanoseconds
 * @param highest 99th percentile
 * @param series how it looks
 */
record TimelinePlot(
        String name,
        String detail,
        List<TrialTimeline> trials,
        double medianNs,
        double lowest,
        double highest,
        ScenarioTrials.Series series)
        implements SubPlot {
    private static final int MARK = 5;

    /** Smaller differences than that, in percent, are not to look like large ones. */
    private static final double LEAST = 1;

    TimelinePlot {
        trials = List.copyOf(trials);
    }

    /** Keeps at most that many invocations a trial and phase, and that many trials. */
    static TimelinePlot of(ScenarioNames names, ScenarioTrials scenario, int mostTrials, int most) {
        double[] measured = scenario.records()
                .flatMapToLong(each -> each.samples().measureNs().stream())
                .asDoubleStream()
                .toArray();
        List<TrialTimeline> all = scenario.records()
                .sorted(Comparator.comparing(Trial::startedAt))
                .map(each -> TrialTimeline.of(each.samples(), most))
                .toList();
        List<TrialTimeline> kept = Thinning.extremes(all, mostTrials, TimelinePlot::slowest);
        return new TimelinePlot(
                scenario.scenario().workload(),
                names.variant(scenario),
                kept,
                scenario.latency().median().value(),
                Quantiles.quantile(.01, measured),
                Quantiles.quantile(.99, measured),
                scenario.series());
    }

    private static double slowest(TrialTimeline trial) {
        return trial.measured().stream().mapToDouble(Invocation::nanos).max().orElse(0);
    }

    boolean thinned() {
        return trials.stream().anyMatch(TrialTimeline::thinned);
    }

    private double percent(double nanos) {
        return (nanos / medianNs - 1) * 100;
    }

    /** Seconds before and after the beginning of the measured phase. */
    private Axis time() {
        double begin = seconds().min().orElse(0);
        double end = seconds().max().orElse(0);
        double margin = Math.max(1e-6, (end - begin) * .03);
        return new Axis(begin - margin, end + margin, true);
    }

    private DoubleStream seconds() {
        return trials.stream().flatMap(TrialTimeline::all).mapToDouble(Invocation::seconds);
    }

    private Axis difference() {
        double low = Math.min(percent(lowest), -LEAST);
        double high = Math.max(percent(highest), LEAST);
        double margin = (high - low) * .12;
        return new Axis(low - margin, high + margin, true);
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        Axis difference = difference();
        List<Plot.Points> points = new ArrayList<>();
        List<Outside> outside = new ArrayList<>();
        SeriesStyle style = series.style(pen.theme());
        for (int i = 0; i < trials.size(); i++) {
            Color shade = shade(pen, style, i);
            collect(
                    trials.get(i).warmup(),
                    MarkerShape.SQUARE,
                    pen.theme().tint(pen.theme().muted(), .6),
                    points,
                    outside);
            collect(trials.get(i).measured(), style.marker(), shade, points, outside);
        }
        Plot plot = new Plot(
                time(),
                difference,
                points,
                List.of(
                        TimelinePlot::paintWarmup,
                        (p, scale) -> outside.forEach(each -> each.paint(p, scale)),
                        this::paintFirsts),
                MARK);
        plot.paint(pen, SubPlot.body(area));
        Unit unit = Unit.ofNanoseconds(medianNs);
        SubPlot.heading(
                pen,
                area,
                name,
                "0 = " + Numbers.significant(unit.of(medianNs), 3) + ' ' + unit.symbol(),
                detail,
                "difference, %");
    }

    /** Light for the first trial, full for the last. */
    private Color shade(Pen pen, SeriesStyle style, int trial) {
        return pen.theme().tint(style.color(), trials.size() == 1 ? 1 : .4 + .6 * trial / (trials.size() - 1));
    }

    /** Sorts invocations into those on the axis and those beyond. */
    private void collect(
            List<Invocation> invocations,
            MarkerShape shape,
            Color color,
            List<Plot.Points> points,
            List<Outside> outside) {
        Axis axis = difference();
        List<Invocation> inside = new ArrayList<>();
        for (Invocation each : invocations) {
            double percent = percent(each.nanos());
            if (percent < axis.min() || percent > axis.max()) {
                outside.add(new Outside(each.seconds(), percent > axis.max(), color));
            } else {
                inside.add(each);
            }
        }
        points.add(new Plot.Points(
                inside.stream().mapToDouble(Invocation::seconds).toArray(),
                inside.stream().mapToDouble(each -> percent(each.nanos())).toArray(),
                shape,
                color));
    }

    /**
     * An invocation beyond the axis: an arrow at its edge.
     *
     * @param seconds when
     * @param slower beyond the upper edge
     * @param color of its trial
     */
    private record Outside(double seconds, boolean slower, Color color) {
        void paint(Pen pen, Scale scale) {
            Rectangle2D plot = scale.plot();
            MarkerShape shape = slower ? MarkerShape.TRIANGLE : MarkerShape.WEDGE;
            double y = slower ? plot.getY() + 5 : plot.getMaxY() - 5;
            shape.paint(pen.graphics(), scale.x(seconds), y, 8, color);
        }
    }

    private static void paintWarmup(Pen pen, Scale scale) {
        Color grid = pen.theme().grid();
        Rectangle2D plot = scale.plot();
        double begin = scale.x(0);
        pen.graphics().setColor(new Color(grid.getRed(), grid.getGreen(), grid.getBlue(), 90));
        pen.graphics().fill(new Rectangle2D.Double(plot.getX(), plot.getY(), begin - plot.getX(), plot.getHeight()));
        pen.line(
                plot.getX(),
                scale.y(0),
                plot.getMaxX(),
                scale.y(0),
                1.2,
                pen.theme().muted());
        pen.dashed(begin, plot.getY(), begin, plot.getMaxY(), 1.6, pen.theme().muted(), 5, 4);
    }

    /** First inferences; beyond the axis they are at its edge. */
    private void paintFirsts(Pen pen, Scale scale) {
        Rectangle2D plot = scale.plot();
        trials.stream().flatMap(each -> each.first().stream()).forEach(first -> {
            double y = scale.y(percent(first.nanos()));
            MarkerShape.DIAMOND.paint(
                    pen.graphics(),
                    scale.x(first.seconds()),
                    Math.max(plot.getY() + 6, Math.min(y, plot.getMaxY() - 6)),
                    9,
                    pen.theme().foreground(),
                    pen.theme().background());
        });
    }
}
