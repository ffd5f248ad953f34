package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.profile.KindTime;
import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.analysis.profile.Roof;
import dev.squeezebench.analysis.profile.RoofReport;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Layer kinds below what the same runtime reaches at best: those that compute products under the roofline, the others beside
 * the rates of memory.
 */
public final class RooflineFigure implements Figure {
    static final double GIGA = 1e9;

    private static final double PLOT = 380;

    @Override
    public String name() {
        return "roofline";
    }

    /** A layer kind of a model. */
    record Point(Series series, KindTime time) {}

    @Override
    public Result draw(Measurements measurements) {
        List<ProfiledScenario> all = measurements.profiles().scenarios();
        if (all.isEmpty()) {
            return new Result.NotApplicable();
        }
        List<ProfiledScenario> roofed =
                all.stream().filter(each -> each.roof().isPresent()).toList();
        if (roofed.isEmpty()) {
            return new Result.NotDrawn(
                    "no ceiling was measured: squeezebench profile does that on the processor, in float32");
        }
        // Each side of a comparison has a roof of its own.
        ProfiledTargets targets = ProfiledTargets.of(
                measurements.profiles(), roofed, measurements.workloads(), ProfiledTargets.SidesAre.APART);
        List<SubPlot> plots = new ArrayList<>();
        for (ProfiledTargets.Target target : targets.targets()) {
            Roof roof = target.scenarios().get(0).roof().orElseThrow();
            List<Point> points = points(measurements, roofed, target);
            List<Point> products = points.stream()
                    .filter(each -> each.time().flopPerSecond().isPresent())
                    .toList();
            List<Point> others = points.stream()
                    .filter(each -> each.time().flopPerSecond().isEmpty())
                    .toList();
            if (!products.isEmpty()) {
                plots.add(new RooflinePlot(target.heading(), roof, products));
            }
            if (!others.isEmpty()) {
                plots.add(new BandwidthPlot(target.heading(), roof, others));
            }
        }
        if (plots.isEmpty()) {
            return new Result.NotDrawn(
                    "how much the operators compute and move is not known, or they are too short to be timed");
        }
        List<ProfiledScenario> drawn = targets.drawn();
        return new Result.Drawn(
                sheet(measurements, targets, roofed, plots),
                drawn.stream().flatMap(each -> values(each).stream()).toList(),
                drawn.stream()
                        .flatMap(each -> references(each).stream())
                        .distinct()
                        .toList(),
                Optional.of(drawn.stream()
                        .map(each -> each.name() + ", " + each.place() + ": " + RoofReport.sentence(each))
                        .collect(Collectors.joining(" "))));
    }

    /** Those whose bytes are known: without them there is no place on either axis. */
    private static List<Point> points(
            Measurements measurements, List<ProfiledScenario> all, ProfiledTargets.Target target) {
        List<Point> points = new ArrayList<>();
        for (ProfiledScenario scenario : target.scenarios()) {
            Series series = series(measurements, all, scenario);
            scenario.kinds().stream()
                    .filter(time -> time.bytesPerSecond().isPresent() && Roof.isTimed(time))
                    .forEach(time -> points.add(new Point(series, time)));
        }
        return points;
    }

    /** As in the other charts; for a profile by itself by its place. */
    private static Series series(Measurements measurements, List<ProfiledScenario> all, ProfiledScenario scenario) {
        return measurements.scenarios().stream()
                .filter(each -> each.scenario().equals(scenario.scenario()))
                .map(ScenarioTrials::series)
                .findFirst()
                .orElseGet(() -> {
                    List<String> names = all.stream()
                            .map(ProfiledScenario::subject)
                            .distinct()
                            .toList();
                    int number = names.indexOf(scenario.subject());
                    return new Series(
                            scenario.scenario().workload(), ScenarioNames.form(scenario.scenario()), number, number);
                });
    }

    private static List<DrawnValue> values(ProfiledScenario scenario) {
        List<DrawnValue> values = new ArrayList<>();
        for (KindTime time : scenario.kinds()) {
            value(scenario, time, "operations a second", "flop/s", time.flopPerSecond())
                    .ifPresent(values::add);
            value(scenario, time, "bytes a second", "bytes/s", time.bytesPerSecond())
                    .ifPresent(values::add);
        }
        return values;
    }

    private static Optional<DrawnValue> value(
            ProfiledScenario scenario, KindTime time, String what, String unit, OptionalDouble value) {
        return value.isPresent()
                ? Optional.of(new DrawnValue(
                        List.of(scenario.scenario().id()),
                        what + " of " + time.kind().words() + ", over the mean of the middle half of "
                                + scenario.profile().invocations() + " profiled invocations",
                        unit,
                        Optional.of(value.getAsDouble()),
                        Optional.empty(),
                        List.of()))
                : Optional.empty();
    }

    private static List<ReferenceValue> references(ProfiledScenario scenario) {
        Roof roof = scenario.roof().orElseThrow();
        String source = "fastest of the ceilings' invocations in the profile of " + scenario.place();
        List<ReferenceValue> references = new ArrayList<>(List.of(
                new ReferenceValue("fastest product, flop/s", roof.flopPerSecond(), source),
                new ReferenceValue("memory, bytes/s", roof.memoryBytesPerSecond(), source)));
        roof.activationBytesPerSecond()
                .ifPresent(rate -> references.add(new ReferenceValue("activations, bytes/s", rate, source)));
        return references;
    }

    private static Sheet sheet(
            Measurements measurements, ProfiledTargets targets, List<ProfiledScenario> all, List<SubPlot> plots) {
        List<String> caption = new ArrayList<>(targets.caption(measurements));
        caption.add(
                "Ceilings: the fastest of a few invocations of the same runtime's own products and of its scaling of a"
                        + " tensor (8 bytes an element), of 64 MiB for memory, and of the size of the models' activations, which"
                        + " caches may hold. Bytes are those that an operator has to move at least. Kinds whose operators take less"
                        + " than 2 \u00b5s in the mean are left out: profilers count whole microseconds.");
        return new Sheet(
                "Layer kinds and their ceilings",
                targets.subtitle(),
                targets.badges(measurements),
                legend(measurements, targets.drawn(), all),
                new SubPlots(plots, "", 2, PLOT),
                caption);
    }

    private static List<LegendEntry> legend(
            Measurements measurements, List<ProfiledScenario> drawn, List<ProfiledScenario> all) {
        List<Series> occurring = drawn.stream()
                .map(each -> series(measurements, all, each))
                .distinct()
                .toList();
        List<LegendEntry> legend = new ArrayList<>();
        for (Series series : occurring) {
            legend.add(new LegendEntry(Legend.name(series, occurring), (pen, x, y) -> {
                SeriesStyle style = series.style(pen.theme());
                style.marker()
                        .paint(
                                pen.graphics(),
                                x + 17,
                                y,
                                RooflinePlot.MARK,
                                style.color(),
                                pen.theme().background());
            }));
        }
        legend.add(new LegendEntry(
                "fastest product, rate of memory",
                (pen, x, y) -> pen.line(
                        x, y, x + LegendEntry.SWATCH_WIDTH, y, 2.4, pen.theme().foreground())));
        if (drawn.stream()
                .anyMatch(each ->
                        each.roof().orElseThrow().activationBytesPerSecond().isPresent())) {
            legend.add(new LegendEntry(
                    "rate for tensors of the activations' size",
                    (pen, x, y) -> pen.dashed(
                            x,
                            y,
                            x + LegendEntry.SWATCH_WIDTH,
                            y,
                            2.4,
                            pen.theme().foreground(),
                            8,
                            5)));
        }
        return legend;
    }
}
