package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.analysis.statistics.GeometricMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Latency of each scenario in each run by itself, the runs over one another on one axis: what is new from one to the next, beside
 * what each scatters by. Only where there are several.
 */
final class RunRows implements RowMaker {
    /** A scenario in one run, or in one sitting of a run that was resumed. */
    private record InRun(ScenarioTrials all, String block, GeometricMean latency) {
        ScenarioTrials trials() {
            return new ScenarioTrials(
                    all.machine(),
                    all.row(),
                    all.series(),
                    all.trials().stream()
                            .filter(trial -> trial.measured().block().equals(block))
                            .toList());
        }
    }

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public boolean isAlwaysExpected() {
        return false;
    }

    @Override
    public Made make(Measurements measurements) {
        // Those of one scenario are neighbours, whatever machine they ran on.
        List<ScenarioTrials> drawn = measurements.scenarios().stream()
                .sorted(Comparator.comparing(each -> each.scenario().id()))
                .toList();
        List<InRun> rows = new ArrayList<>();
        for (ScenarioTrials each : drawn) {
            for (Map.Entry<String, GeometricMean> run : each.latency().runs().entrySet()) {
                rows.add(new InRun(each, run.getKey(), run.getValue()));
            }
        }
        if (rows.stream().map(InRun::block).distinct().count() < 2) {
            return new Made.NotApplicable();
        }
        ScenarioNames names = new ScenarioNames(drawn);
        Unit unit = Unit.ofDurations(rows.stream().map(InRun::latency));
        return Made.Rows.of(
                "Latency of one inference, run by run",
                names.subtitle(),
                "Latency, " + unit.symbol() + " (less is faster; measured at several times, not in turns)",
                drawn,
                rows.stream().map(each -> row(names, each, unit)).toList(),
                Legend.rows(
                        drawn, "one trial: median of its samples", rows.stream().map(InRun::latency)),
                rows.stream()
                        .map(each -> DrawnValue.of(
                                each.trials(),
                                "geometric mean of the medians of the trials of " + each.block(),
                                "ns",
                                each.latency()))
                        .toList());
    }

    private static Row row(ScenarioNames names, InRun each, Unit unit) {
        ScenarioTrials trials = each.trials();
        return new Row(
                names.name(trials),
                "run " + each.block(),
                trials.records()
                        .findFirst()
                        .orElseThrow()
                        .startedAt()
                        .toString()
                        .substring(0, 10),
                Bar.of(
                        trials.series(),
                        unit,
                        0,
                        each.latency(),
                        trials.trials().stream().map(SourcedTrial::measured).mapToDouble(TrialMedian::medianNs)),
                unit.text(each.latency().value(), 4),
                Numbers.spread(each.latency(), unit, 4));
    }
}
