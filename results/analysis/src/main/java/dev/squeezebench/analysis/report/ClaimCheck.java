package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.claims.ClaimVerdict.Measured;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Vm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the figures of one machine say about published ones on the same workloads. */
final class ClaimCheck {
    /** Names of simulated phones: ours, and those of Android's emulator. */
    private static final Pattern IMITATION =
            Pattern.compile("(?i)simulated|emulator|\\bsdk_|android sdk built for|genymotion|cuttlefish");

    private final Optional<Environment> environment;
    private final List<Group> groups;
    private final List<ModelRecord> models;
    private final Map<Scenario, LatencySummary> latencies = new LinkedHashMap<>();
    private final List<String> doubts = new ArrayList<>();

    /**
     * Of one machine.
     *
     * @param quick whether the figures are those of a smoke test
     * @param models the files that were measured, for their FLOP
     */
    ClaimCheck(Optional<Environment> environment, boolean quick, List<Group> groups, List<ModelRecord> models) {
        this.environment = environment;
        this.groups = groups;
        this.models = models;
        for (Group group : groups) {
            for (Row row : group.rows()) {
                row.summary()
                        .latency()
                        .ifPresent(latency -> latencies.put(row.summary().scenario(), latency));
            }
        }
        if (quick) {
            doubts.add("a quick run is no measurement");
        }
    }

    /**
     * Whether a program answered for a phone: what measures on a phone runs on Android's virtual machine, and simulated
     * phones and Android's emulator name themselves.
     */
    private boolean isImitated(Row row) {
        return environment
                .map(Environment::device)
                .filter(device -> device.kind() == Device.Kind.PHONE)
                .filter(device -> device.model().filter(IMITATION.asPredicate()).isPresent()
                        || row.summary().latency().stream()
                                .flatMap(latency -> latency.trials().stream())
                                .flatMap(trial -> trial.trial().vm().stream())
                                .anyMatch(vm -> !vm.kind().equals(Vm.ART)))
                .isPresent();
    }

    /** A verdict for each claim of which something was measured. */
    List<ClaimVerdict> measured(List<Claim> claims) {
        return of(claims).stream()
                .filter(verdict -> !verdict.measured().isEmpty())
                .toList();
    }

    /** A verdict for each claim. */
    List<ClaimVerdict> of(List<Claim> claims) {
        String machine = environment.map(Environment::machine).orElse("a machine not recorded");
        return claims.stream()
                .map(claim -> ClaimVerdict.of(claim, machine, about(claim)))
                .toList();
    }

    private List<Measured> about(Claim claim) {
        RowNames names = new RowNames(groups);
        List<Measured> measured = new ArrayList<>();
        for (Group group : groups) {
            for (Row row : group.rows()) {
                Scenario scenario = row.summary().scenario();
                if (!scenario.workload().equals(claim.workload())) {
                    continue;
                }
                String on = place(names.placeOf(row), group) + " (" + row.name() + ')';
                if (claim.kind() == Claim.Kind.LATENCY) {
                    row.summary()
                            .latency()
                            .ifPresent(latency -> measured.add(new Measured(
                                    on,
                                    latency.median(),
                                    conditions(row.summary(), Optional.empty()),
                                    doubts(row),
                                    Optional.empty())));
                }
                for (SpeedUp ratio : ratios(claim, row)) {
                    measured.add(new Measured(
                            claim.kind() == Claim.Kind.ENGINES
                                    ? on + " over " + ratio.baseline().target()
                                    : on,
                            ratio.estimate(),
                            conditions(row.summary(), Optional.of(ratio.baseline())),
                            doubts(row),
                            flopRatio(scenario, ratio.baseline())));
                }
            }
        }
        return measured;
    }

    /** Ratios of a row to what the claim is relative to, whatever the results' own table is relative to. */
    private List<SpeedUp> ratios(Claim claim, Row row) {
        List<RelativeTo> baselines =
                switch (claim.kind()) {
                    case LATENCY -> List.of();
                    case SPEED_UP -> List.of(RelativeTo.of(claim.baseline(), List.of(claim.baseline())));
                    case ENGINES ->
                        latencies.keySet().stream()
                                .map(Scenario::target)
                                .distinct()
                                .filter(target ->
                                        !target.equals(row.summary().scenario().target()))
                                .map(target -> RelativeTo.of(target, List.of()))
                                .toList();
                };
        return baselines.stream()
                .flatMap(baseline -> ratio(row, baseline).stream())
                .toList();
    }

    private Optional<SpeedUp> ratio(Row row, RelativeTo relativeTo) {
        Scenario scenario = row.summary().scenario();
        if (relativeTo.isBaseline(scenario)) {
            return Optional.empty();
        }
        return row.summary().latency().flatMap(own -> relativeTo
                .baselineOf(scenario, latencies.keySet())
                .flatMap(baseline -> Optional.ofNullable(latencies.get(baseline))
                        .flatMap(other -> SpeedUp.of(scenario, own, baseline, other))));
    }

    private List<String> doubts(Row row) {
        List<String> own = new ArrayList<>(doubts);
        if (isImitated(row)) {
            own.add("no phone but a program that imitates one was measured");
        }
        if (row.summary().softwareAdapter()) {
            own.add("a program computed in place of a GPU (software adapter)");
        }
        return own;
    }

    /** How many times as much the baseline computes; absent where that is not known, or both compute as much. */
    private Optional<Double> flopRatio(Scenario candidate, Scenario baseline) {
        OptionalLong own = flop(candidate);
        OptionalLong other = flop(baseline);
        return own.isPresent() && other.isPresent() && own.getAsLong() > 0 && own.getAsLong() != other.getAsLong()
                ? Optional.of((double) other.getAsLong() / own.getAsLong())
                : Optional.empty();
    }

    private OptionalLong flop(Scenario scenario) {
        return models.stream()
                .filter(model -> model.isOf(scenario))
                .map(model -> model.file().flop())
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** What is recorded, by the names of {@link Claim#CONDITIONS}: encoders without a head, medians. */
    private Map<String, String> conditions(ScenarioSummary summary, Optional<Scenario> baseline) {
        Scenario scenario = summary.scenario();
        Map<String, String> conditions = new HashMap<>();
        environment.flatMap(machine -> machine.host().model()).ifPresent(model -> conditions.put("device", model));
        environment.flatMap(machine -> machine.cpu().model()).ifPresent(model -> conditions.put("processor", model));
        conditions.put("workload", scenario.workload());
        baseline.ifPresent(other -> {
            conditions.put("baseline", other.workload());
            conditions.put("baseline_target", other.target());
        });
        conditions.put("target", scenario.target() + summary.mark());
        conditions.put("runner", scenario.runner());
        conditions.put("runtime_version", scenario.runtimeVersion());
        conditions.put("acceleration", scenario.acceleration() + summary.mark());
        conditions.put("dtype", scenario.dtype());
        conditions.put("batch", String.valueOf(scenario.batch()));
        if (scenario.sequenceLength().isPresent()) {
            conditions.put("tokens", String.valueOf(scenario.sequenceLength().getAsInt()));
        }
        if (scenario.paddingPercent().isPresent()) {
            conditions.put(
                    "padding_percent", String.valueOf(scenario.paddingPercent().getAsInt()));
        }
        conditions.put("threads", String.valueOf(scenario.threads()));
        conditions.put("lowering", scenario.lowering());
        conditions.put("fusion", scenario.fusion());
        if (!scenario.lowering().equals(Scenario.GIVEN)) {
            conditions.put("head", "none");
        }
        conditions.put("statistic", "median");
        return conditions;
    }

    /** Padding is said even where all rows share it. */
    private static String place(String differing, Group group) {
        String padding = group.conditions().paddingPercent().orElse(0) + "% padding";
        return group.conditions().paddingPercent().orElse(0) == 0 || differing.contains(padding)
                ? differing
                : differing + ", " + padding;
    }
}
