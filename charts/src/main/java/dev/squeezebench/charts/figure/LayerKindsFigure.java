package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.profile.ProfileChange;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the time of an inference goes: the models of each target, or both sides of a comparison, bar by bar, by layer kind. */
public final class LayerKindsFigure implements Figure {
    /** Further ones are in the tables. */
    private static final int MOST_THIN = 8;

    private static final double GAP = 22;

    @Override
    public String name() {
        return "layer-kinds";
    }

    @Override
    public Result draw(Measurements measurements) {
        List<ProfiledScenario> all = measurements.profiles().scenarios();
        if (all.isEmpty()) {
            return new Result.NotApplicable();
        }
        List<ProfiledScenario> timed =
                all.stream().filter(each -> each.operatorsNs() > 0).toList();
        if (timed.isEmpty()) {
            return new Result.NotDrawn("the runtimes' profilers reported no time in any operator");
        }
        ProfiledTargets targets = ProfiledTargets.of(
                measurements.profiles(), timed, measurements.workloads(), ProfiledTargets.SidesAre.TOGETHER);
        List<ProfiledScenario> drawn = targets.drawn();
        return new Result.Drawn(
                sheet(measurements, targets),
                drawn.stream()
                        .flatMap(each -> values(measurements, each).stream())
                        .toList(),
                List.of(),
                Optional.of(String.join(" ", measurements.profiles().findings())));
    }

    private static List<DrawnValue> values(Measurements measurements, ProfiledScenario scenario) {
        List<String> id = List.of(scenario.scenario().id());
        List<DrawnValue> values = new ArrayList<>();
        String how = (scenario.arm().equals(Trial.SINGLE) ? "" : scenario.arm() + ": ") + "mean of the middle half of "
                + scenario.profile().invocations() + " profiled invocations: ";
        scenario.kinds()
                .forEach(kind -> values.add(new DrawnValue(
                        id, how + kind.kind().words(), "ns", Optional.of(kind.ns()), Optional.empty(), List.of())));
        values.add(new DrawnValue(
                id,
                "latency without a profiler less the sum of the operators",
                "ns",
                Optional.of(scenario.outsideNs()),
                Optional.empty(),
                ProfiledTargets.trials(measurements, scenario)));
        return values;
    }

    private static Sheet sheet(Measurements measurements, ProfiledTargets targets) {
        List<KindBars> plots = targets.targets().stream()
                .map(target -> new KindBars(
                        target.heading(),
                        target.change()
                                .flatMap(ProfileChange::mostChanged)
                                .map(words -> "changed most: " + words)
                                .orElse(target.sizes()),
                        Unit.ofNanoseconds(target.scenarios().stream()
                                .mapToDouble(each -> Math.max(each.wholeNs(), each.operatorsNs()))
                                .max()
                                .orElse(0)),
                        target.scenarios().stream()
                                .map(each -> bar(targets.name(each), each))
                                .toList()))
                .toList();
        List<String> caption = new ArrayList<>(targets.caption(measurements));
        if (targets.drawn().stream().anyMatch(each -> each.outsideNs() < 0)) {
            caption.add("Where the line is within a bar, the profiler slows operators down.");
        }
        List<String> thin =
                plots.stream().flatMap(plot -> plot.tooThin().stream()).toList();
        if (!thin.isEmpty()) {
            caption.add("Too short to be seen here: "
                    + thin.stream().limit(MOST_THIN).collect(Collectors.joining(", "))
                    + (thin.size() > MOST_THIN
                            ? " and " + (thin.size() - MOST_THIN) + " more: the tables have all"
                            : "")
                    + '.');
        }
        return new Sheet(
                "Where the time of one inference goes",
                targets.subtitle(),
                targets.badges(measurements),
                legend(targets.drawn()),
                new SubPlots(
                        List.copyOf(plots),
                        "Time of the runtime's operators, by what they do for the network",
                        1,
                        KindBars.height(plots.stream()
                                        .mapToInt(plot -> plot.bars().size())
                                        .max()
                                        .orElse(1))
                                + GAP),
                caption);
    }

    private static KindBars.Bar bar(String name, ProfiledScenario scenario) {
        List<KindBars.Part> parts = new ArrayList<>();
        scenario.kinds()
                .forEach(kind -> parts.add(new KindBars.Part(
                        new KindStyle(Optional.of(kind.kind())), kind.kind().words(), kind.ns())));
        parts.add(new KindBars.Part(
                new KindStyle(Optional.empty()), ProfileReport.OUTSIDE, Math.max(0, scenario.outsideNs())));
        return new KindBars.Bar(name, parts, scenario.latencyNs());
    }

    private static List<LegendEntry> legend(List<ProfiledScenario> drawn) {
        Set<OperatorKind> occurring = new TreeSet<>();
        drawn.forEach(each -> each.kinds().forEach(kind -> occurring.add(kind.kind())));
        List<LegendEntry> legend = new ArrayList<>();
        Arrays.stream(OperatorKind.values())
                .filter(occurring::contains)
                .forEach(kind -> legend.add(new KindStyle(Optional.of(kind)).legend(kind.words())));
        if (drawn.stream().anyMatch(each -> each.outsideNs() > 0)) {
            legend.add(new KindStyle(Optional.empty()).legend(ProfileReport.OUTSIDE));
        }
        if (drawn.stream().anyMatch(each -> each.latencyNs().isPresent())) {
            legend.add(new LegendEntry(
                    "latency without a profiler",
                    (pen, x, y) -> pen.line(
                            x + 17, y - 10, x + 17, y + 10, 3, pen.theme().foreground())));
        }
        return legend;
    }
}
