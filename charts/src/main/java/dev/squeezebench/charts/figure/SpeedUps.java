package dev.squeezebench.charts.figure;

import dev.squeezebench.results.Scenario;
import dev.squeezebench.results.Trial;
import dev.squeezebench.results.statistics.GeometricMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds what can be compared: candidate and baseline on the same target, in the same rounds. */
final class SpeedUps {
    private SpeedUps() {}

    static List<SpeedUp> of(Measurements measurements) {
        String relativeTo = measurements.workloads().get(0);
        List<SpeedUp> speedUps = new ArrayList<>();
        for (ScenarioTrials candidate : measurements.scenarios()) {
            if (!candidate.scenario().workload().equals(relativeTo)) {
                baseline(measurements, relativeTo, candidate.scenario())
                        .flatMap(baseline -> compare(candidate, baseline))
                        .ifPresent(speedUps::add);
            }
        }
        return speedUps;
    }

    private static Optional<ScenarioTrials> baseline(Measurements measurements, String relativeTo, Scenario candidate) {
        List<ScenarioTrials> alike = measurements.scenarios().stream()
                .filter(each -> each.scenario().workload().equals(relativeTo)
                        && Names.place(each.scenario()).equals(Names.place(candidate)))
                .toList();
        return alike.stream()
                .filter(each -> each.scenario().fusion().equals(candidate.fusion()))
                .findFirst()
                .or(() -> alike.stream().findFirst());
    }

    /** Ratios are formed within rounds, where drift of the machine hits both alike. */
    private static Optional<SpeedUp> compare(ScenarioTrials candidate, ScenarioTrials baseline) {
        Map<String, Sourced<Trial>> baselineByRound = new HashMap<>();
        baseline.trials().forEach(each -> baselineByRound.putIfAbsent(round(each), each));
        List<Sourced<Trial>> candidates = candidate.trials().stream()
                .filter(each -> baselineByRound.containsKey(round(each)))
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        List<Sourced<Trial>> baselines = candidates.stream()
                .map(each -> Objects.requireNonNull(baselineByRound.get(round(each))))
                .toList();
        double[] ratios = new double[candidates.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Latency.median(baselines.get(i).record())
                    / Latency.median(candidates.get(i).record());
        }
        GeometricMean mean = GeometricMean.of(ratios);
        return Optional.of(new SpeedUp(
                new ScenarioTrials(candidate.scenario(), candidates),
                new ScenarioTrials(baseline.scenario(), baselines),
                mean.value(),
                mean.spread(),
                Arrays.stream(ratios).boxed().toList()));
    }

    private static String round(Sourced<Trial> trial) {
        return trial.record().run() + '#' + trial.record().round();
    }
}
