package dev.squeezebench.charts.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One XChart plot: axes, grid and scatter series are XChart's, what it lacks (horizontal error bars, hatched bars,
 * labelled lines, bands) is painted over it by layers, through XChart's own annotations.
 *
 * @param x horizontal axis
 * @param y vertical axis
 * @param points scatter series, under the layers
 * @param layers painted in this order
 * @param markSize size of the scatter series' marks in pixels
 */
public record Plot(Axis x, Axis y, List<Points> points, List<Layer> layers, int markSize) {
    /** Something painted over the XChart plot, in its order: bars, whiskers, bands, reference lines. */
    @FunctionalInterface
    public interface Layer {
        /** Paints; the scale turns values into pixels. */
        void paint(Pen pen, Scale scale);
    }

    /**
     * Single values that XChart draws as a scatter series.
     *
     * @param x horizontal values
     * @param y vertical values, as many
     * @param shape of their markers
     * @param color their colour
     */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to XChart, which takes arrays; never compared
    public record Points(double[] x, double[] y, MarkerShape shape, Color color) {}

    /** Distance that XChart keeps around its axes; half a tick label has to fit in. */
    public static final int PADDING = 26;

    private static final int TICK_FONT = 16;
    private static final int TICK_SPACING = 110;
    /** XChart's own background would paint over what lies beside the plot. */
    private static final Color NONE = new Color(0, 0, 0, 0);

    public Plot {
        points = List.copyOf(points);
        layers = List.copyOf(layers);
    }

    /** Paints into a rectangle of the sheet, tick labels included. */
    public void paint(Pen pen, Rectangle2D area) {
        Graphics2D g = pen.graphics();
        AffineTransform before = g.getTransform();
        g.translate(area.getX(), area.getY());
        int width = (int) area.getWidth();
        int height = (int) area.getHeight();
        XYChart chart = new XYChart(width, height);
        style(chart.getStyler(), pen, width);
        addFrameSeries(chart);
        for (int i = 0; i < points.size(); i++) {
            addSeries(chart, "points " + i, points.get(i));
        }
        chart.addAnnotation(new Overlay(pen, chart));
        chart.paint(g, width, height);
        g.setTransform(before);
    }

    private void style(XYStyler styler, Pen pen, int width) {
        Theme theme = pen.theme();
        styler.setLocale(Locale.ROOT);
        styler.setBaseFont(pen.typeface().regular(TICK_FONT));
        styler.setAxisTickLabelsFont(pen.typeface().regular(TICK_FONT));
        styler.setAnnotationTextFont(pen.typeface().regular(TICK_FONT));
        styler.setLegendVisible(false);
        styler.setChartTitleVisible(false);
        styler.setXAxisTitleVisible(false);
        styler.setYAxisTitleVisible(false);
        styler.setXAxisTicksVisible(x.labelled());
        styler.setYAxisTicksVisible(y.labelled());
        styler.setXAxisDecimalPattern("0.######");
        styler.setYAxisDecimalPattern("0.######");
        styler.setXAxisTickMarkSpacingHint(
                (int) Math.max(TICK_SPACING, Math.floor(width * x.leastStep() / (x.max() - x.min()) * .7)));
        styler.setYAxisTickMarkSpacingHint(60);
        styler.setChartPadding(PADDING);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setPlotBorderVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setAxisTicksMarksVisible(false);
        styler.setAxisTickPadding(8);
        styler.setPlotGridVerticalLinesVisible(x.labelled());
        styler.setPlotGridHorizontalLinesVisible(y.labelled());
        styler.setPlotGridLinesStroke(new BasicStroke(1.2f));
        styler.setPlotGridLinesColor(theme.grid());
        styler.setChartBackgroundColor(NONE);
        styler.setPlotBackgroundColor(NONE);
        styler.setAxisTickLabelsColor(theme.muted());
        styler.setMarkerSize(markSize);
        styler.setXAxisMin(x.min() - sliver(x));
        styler.setXAxisMax(x.max() + sliver(x));
        styler.setYAxisMin(y.min() - sliver(y));
        styler.setYAxisMax(y.max() + sliver(y));
    }

    /** XChart leaves out the labels of ticks at the very ends of an axis, the zero of ours: so it gets a longer one. */
    private static double sliver(Axis axis) {
        return (axis.max() - axis.min()) * 1e-4;
    }

    /**
     * An invisible series of uneven steps: where the values of all series have equal distances, two of them for
     * instance, XChart would put ticks at the values only.
     */
    private void addFrameSeries(XYChart chart) {
        double[] steps = {0, .37, 1};
        double[] xs = new double[steps.length];
        double[] ys = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            xs[i] = x.min() + steps[i] * (x.max() - x.min());
            ys[i] = y.min() + steps[i] * (y.max() - y.min());
        }
        XYSeries frame = chart.addSeries("frame", xs, ys);
        frame.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        frame.setMarker(SeriesMarkers.NONE);
    }

    private static void addSeries(XYChart chart, String name, Points points) {
        if (points.x().length == 0) {
            return;
        }
        XYSeries series = chart.addSeries(name, points.x(), points.y());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(points.shape().marker());
        series.setMarkerColor(points.color());
    }

    /** XChart paints annotations last, when it knows where its plot lies. */
    private final class Overlay extends Annotation {
        private final Pen pen;
        private final XYChart owner;

        Overlay(Pen pen, XYChart owner) {
            super(false);
            this.pen = pen;
            this.owner = owner;
        }

        @Override
        public void paint(Graphics2D g) {
            double left = owner.getScreenXFromChart(x.min());
            double top = owner.getScreenYFromChart(y.max());
            Rectangle2D plot = new Rectangle2D.Double(
                    left, top, owner.getScreenXFromChart(x.max()) - left, owner.getScreenYFromChart(y.min()) - top);
            bounds = plot;
            Scale scale = new Scale(x, y, plot);
            for (Layer layer : layers) {
                layer.paint(new Pen(g, pen.theme(), pen.typeface()), scale);
            }
        }
    }
}
