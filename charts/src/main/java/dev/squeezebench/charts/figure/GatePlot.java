package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.gate.GateRound;
import dev.squeezebench.analysis.gate.GateTrials;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.report.PairedTrials;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.HalfCycleRatio;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.MarkerShape;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Theme;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The rounds of one scenario of a gate, as differences in percent: more than 0 is slower.
 *
 * @param name of the scenario's workload
 * @param detail verdict and number of rounds
 * @param rounds in order of time, controls last
 * @param measured how many of them are no controls
 * @param tolerance in percent
 * @param typical the candidate's latency over the baseline's
 */
record GatePlot(
        String name, String detail, List<Round> rounds, int measured, double tolerance, Optional<GeometricMean> typical)
        implements SubPlot {
    static final int SMALL = 4;
    private static final int LARGE = 12;

    /** The share of a round's place that its half-cycles take. */
    private static final double WIDTH = .7;

    /** Smaller differences than that, in percent, are not to look like large ones. */
    private static final double LEAST = .5;

    /** What a round is, told by shape and colour. */
    enum Kind {
        USUAL(MarkerShape.CIRCLE, 0),
        SET_ASIDE(MarkerShape.TRIANGLE, 5),
        CONTROL(MarkerShape.SQUARE, 3);

        private final MarkerShape shape;
        private final int series;

        Kind(MarkerShape shape, int series) {
            this.shape = shape;
            this.series = series;
        }

        void paint(Pen pen, double x, double y) {
            shape.paint(
                    pen.graphics(),
                    x,
                    y,
                    LARGE,
                    pen.theme().series(series),
                    pen.theme().background());
        }
    }

    /**
     * One round.
     *
     * @param percent its difference
     * @param halves that of each half-cycle, in order of time
     */
    record Round(Kind kind, double percent, List<Double> halves) {}

    GatePlot {
        rounds = List.copyOf(rounds);
    }

    static GatePlot of(JudgedScenario judged) {
        List<Round> rounds = new ArrayList<>(rounds(judged.rounds(), false));
        int measured = rounds.size();
        rounds.addAll(rounds(judged.controls(), true));
        return new GatePlot(
                judged.candidate().workload(),
                judged.latency().verdict().word() + " after " + judged.latency().rounds() + " of " + measured
                        + " rounds",
                rounds,
                measured,
                100 * judged.terms().slowdown(),
                judged.latency().ratio());
    }

    private static List<Round> rounds(GateTrials trials, boolean controls) {
        List<GateRound> all = trials.rounds();
        double[] logRatios = all.stream().mapToDouble(GateRound::latency).toArray();
        boolean[] far = logRatios.length < 2 ? new boolean[logRatios.length] : SetAside.farOff(logRatios);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < logRatios.length; i++) {
            double[] halves = HalfCycleRatio.logRatios(
                    PairedTrials.turnLatencies(trials.candidate().get(i)),
                    PairedTrials.turnLatencies(trials.baseline().get(i)));
            rounds.add(new Round(
                    controls ? Kind.CONTROL : far[i] ? Kind.SET_ASIDE : Kind.USUAL,
                    percent(logRatios[i]),
                    Arrays.stream(halves).mapToObj(GatePlot::percent).toList()));
        }
        return rounds;
    }

    private static double percent(double logRatio) {
        return 100 * Math.expm1(logRatio);
    }

    static Color band(Theme theme) {
        return theme.tint(theme.series(0), .22);
    }

    boolean has(Kind kind) {
        return rounds.stream().anyMatch(round -> round.kind == kind);
    }

    /** Whether a half-cycle lies beyond the axis. */
    boolean beyond() {
        Axis axis = difference();
        return rounds.stream()
                .flatMap(round -> round.halves.stream())
                .anyMatch(half -> half < axis.min() || half > axis.max());
    }

    /** What rounds, interval and tolerance need, and nearly all half-cycles. */
    private Axis difference() {
        double[] halves = rounds.stream()
                .flatMap(round -> round.halves.stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double[] shown = DoubleStream.concat(
                        rounds.stream().mapToDouble(Round::percent),
                        DoubleStream.of(
                                -LEAST,
                                LEAST,
                                tolerance,
                                halves[(int) (.02 * (halves.length - 1))],
                                halves[(int) Math.ceil(.98 * (halves.length - 1))],
                                typical.map(ratio -> 100 * (ratio.spread().lower() - 1))
                                        .orElse(0.0),
                                typical.map(ratio -> 100 * (ratio.spread().upper() - 1))
                                        .orElse(0.0)))
                .toArray();
        double low = Arrays.stream(shown).min().getAsDouble();
        double high = Arrays.stream(shown).max().getAsDouble();
        double margin = (high - low) * .08;
        return new Axis(low - margin, high + margin, true);
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        Plot plot = new Plot(
                Axis.counted(rounds.size(), .7),
                difference(),
                List.of(),
                List.of(this::paintLines, this::paintHalves, this::paintRounds),
                SMALL);
        plot.paint(pen, SubPlot.body(area));
        SubPlot.heading(pen, area, name, "slower is up", detail, "difference of latency, %");
    }

    private void paintLines(Pen pen, Scale scale) {
        Rectangle2D plot = scale.plot();
        double right = measured < rounds.size() ? scale.x(measured + .5) : plot.getMaxX();
        typical.ifPresent(ratio -> {
            double top = scale.y(100 * (ratio.spread().upper() - 1));
            double bottom = scale.y(100 * (ratio.spread().lower() - 1));
            double middle = scale.y(100 * (ratio.value() - 1));
            pen.graphics().setColor(band(pen.theme()));
            pen.graphics()
                    .fill(new Rectangle2D.Double(plot.getX(), top, right - plot.getX(), Math.max(1, bottom - top)));
            pen.line(plot.getX(), middle, right, middle, 2, pen.theme().series(0));
        });
        pen.line(
                plot.getX(),
                scale.y(0),
                plot.getMaxX(),
                scale.y(0),
                1.4,
                pen.theme().muted());
        pen.dashed(
                plot.getX(),
                scale.y(tolerance),
                plot.getMaxX(),
                scale.y(tolerance),
                2.2,
                pen.theme().foreground(),
                12,
                6);
        if (measured < rounds.size()) {
            pen.dashed(
                    right, plot.getY(), right, plot.getMaxY(), 1.6, pen.theme().muted(), 3, 4);
        }
    }

    private void paintHalves(Pen pen, Scale scale) {
        Rectangle2D plot = scale.plot();
        Color color = pen.theme().muted();
        for (int i = 0; i < rounds.size(); i++) {
            List<Double> halves = rounds.get(i).halves;
            for (int half = 0; half < halves.size(); half++) {
                double place = i + 1 + WIDTH * ((half + .5) / halves.size() - .5);
                double y = scale.y(halves.get(half));
                if (y < plot.getY()) {
                    MarkerShape.TRIANGLE.paint(pen.graphics(), scale.x(place), plot.getY() + 4, SMALL + 2, color);
                } else if (y > plot.getMaxY()) {
                    MarkerShape.WEDGE.paint(pen.graphics(), scale.x(place), plot.getMaxY() - 4, SMALL + 2, color);
                } else {
                    MarkerShape.CIRCLE.paint(pen.graphics(), scale.x(place), y, SMALL, color);
                }
            }
        }
    }

    private void paintRounds(Pen pen, Scale scale) {
        for (int i = 0; i < rounds.size(); i++) {
            rounds.get(i).kind.paint(pen, scale.x(i + 1), scale.y(rounds.get(i).percent));
        }
    }
}
