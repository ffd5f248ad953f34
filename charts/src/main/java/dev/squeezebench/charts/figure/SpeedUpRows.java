package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.analysis.report.SpeedUp;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Speed-up of each workload over the one that the others are relative to, on every target that measured both, beside
 * what was published and what the arithmetic alone would give.
 */
final class SpeedUpRows implements RowMaker {
    /** More FLOP ratios than that, in a sweep over lengths for instance, would bury the measurements. */
    private static final int MOST_RATIOS = 3;

    @Override
    public String name() {
        return "speedup";
    }

    /**
     * A scenario that is relative to another.
     *
     * @param candidate the one on top
     * @param baseline what it is relative to, on the same machine
     * @param speedUp over the rounds that both have
     */
    record Pair(ScenarioTrials candidate, ScenarioTrials baseline, SpeedUp speedUp) {
        /** Every scenario that has a speed-up. */
        static List<Pair> of(List<ScenarioTrials> scenarios) {
            Map<List<Object>, ScenarioTrials> known = new HashMap<>();
            scenarios.forEach(each -> known.put(List.of(each.machine(), each.scenario()), each));
            List<Pair> pairs = new ArrayList<>();
            for (ScenarioTrials candidate : scenarios) {
                candidate.speedUp().ifPresent(speedUp -> {
                    ScenarioTrials baseline = known.get(List.of(candidate.machine(), speedUp.baseline()));
                    if (baseline != null) {
                        pairs.add(new Pair(candidate, baseline, speedUp));
                    }
                });
            }
            return pairs;
        }

        /** The trials of both in the rounds that both have. */
        DrawnValue value() {
            Set<RoundId> rounds = speedUp.rounds().stream().map(RoundRatio::id).collect(Collectors.toSet());
            return new DrawnValue(
                    List.of(candidate.scenario().id(), baseline.scenario().id()),
                    speedUp.statistic(),
                    "ratio",
                    Optional.of(speedUp.estimate().value()),
                    DrawnValue.spread(speedUp.estimate()),
                    Stream.of(candidate, baseline)
                            .flatMap(each -> each.trials().stream())
                            .filter(each -> rounds.contains(RoundId.of(each.trial())))
                            .toList());
        }
    }

    @Override
    public Made make(Measurements measurements) {
        List<Pair> pairs = Pair.of(measurements.scenarios());
        String baseline = measurements.relativeTo();
        if (pairs.isEmpty()) {
            return new Made.Nothing("no round measured both " + baseline + " and what differs from it in nothing else");
        }
        List<ScenarioTrials> candidates = pairs.stream().map(Pair::candidate).toList();
        List<String> workloads = candidates.stream()
                .map(each -> each.scenario().workload())
                .distinct()
                .toList();
        ScenarioNames names = new ScenarioNames(candidates);
        List<ReferenceValue> references = references(measurements, pairs);
        return new Made.Rows(
                "Speed-up " + (workloads.size() == 1 ? "of " + workloads.get(0) + ' ' : "") + "over " + baseline,
                names.common(),
                "Speed-up over " + baseline + ", ratio of latencies (more is faster)",
                pairs.stream()
                        .flatMap(each -> Stream.of(each.candidate(), each.baseline()))
                        .distinct()
                        .toList(),
                pairs.stream().map(each -> row(names, each)).toList(),
                Legend.rows(candidates, "one round", pairs.stream().map(each -> each.speedUp()
                        .estimate())),
                pairs.stream().map(Pair::value).toList(),
                lines(references),
                references);
    }

    private static List<ReferenceLine> lines(List<ReferenceValue> references) {
        List<ReferenceLine> lines = new ArrayList<>();
        lines.add(new ReferenceLine(1, "1\u00d7 equally fast", ReferenceLine.Dashes.NONE));
        for (int i = 0; i < references.size(); i++) {
            ReferenceLine.Dashes dashes = i % 2 == 0 ? ReferenceLine.Dashes.LONG : ReferenceLine.Dashes.SHORT;
            lines.add(new ReferenceLine(
                    references.get(i).value(), references.get(i).label(), dashes));
        }
        lines.sort(Comparator.comparingDouble(ReferenceLine::value));
        return lines;
    }

    private static Row row(ScenarioNames names, Pair pair) {
        SpeedUp speedUp = pair.speedUp();
        return Row.of(
                names,
                pair.candidate(),
                Bar.of(
                        pair.candidate().series(),
                        Unit.FACTOR,
                        0,
                        speedUp.estimate(),
                        speedUp.rounds().stream().mapToDouble(RoundRatio::ratio)),
                Numbers.significant(speedUp.estimate().value(), 3) + Unit.FACTOR.symbol(),
                Numbers.spread(speedUp.estimate(), Unit.FACTOR, 3));
    }

    /** What was published, and what the arithmetic alone would give. */
    private static List<ReferenceValue> references(Measurements measurements, List<Pair> pairs) {
        List<ReferenceValue> references = new ArrayList<>();
        SortedSet<Double> ratios = flopRatios(measurements, pairs);
        if (ratios.size() <= MOST_RATIOS) {
            for (double ratio : ratios) {
                references.add(new ReferenceValue(
                        Numbers.significant(ratio, 3) + "\u00d7 FLOP ratio",
                        ratio,
                        "the baseline's matrix-product FLOP over the candidate's, from the model records"));
            }
        }
        for (Claim claim : Claims.builtIn()) {
            if (pairs.stream().anyMatch(each -> isAbout(claim, each))) {
                references.add(new ReferenceValue(
                        Numbers.significant(claim.number(), 2) + "\u00d7 published"
                                + claim.device()
                                        .map(device -> " (" + device + ')')
                                        .orElse(""),
                        claim.number(),
                        claim.source() + ", " + claim.url()));
            }
        }
        return references;
    }

    private static boolean isAbout(Claim claim, Pair pair) {
        return claim.kind() == Claim.Kind.SPEED_UP
                && claim.workload().equals(pair.candidate().scenario().workload())
                && claim.baseline().equals(pair.baseline().scenario().workload());
    }

    private static SortedSet<Double> flopRatios(Measurements measurements, List<Pair> pairs) {
        SortedSet<Double> ratios = new TreeSet<>();
        for (Pair each : pairs) {
            OptionalLong candidate = flop(measurements, each.candidate().scenario());
            OptionalLong baseline = flop(measurements, each.baseline().scenario());
            boolean sameWork = candidate.equals(baseline);
            if (candidate.isPresent() && baseline.isPresent() && candidate.getAsLong() > 0 && !sameWork) {
                ratios.add((double) baseline.getAsLong() / candidate.getAsLong());
            }
        }
        return ratios;
    }

    private static OptionalLong flop(Measurements measurements, Scenario scenario) {
        return measurements.models().stream()
                .filter(model -> model.isOf(scenario))
                .map(model -> model.file().flop())
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
