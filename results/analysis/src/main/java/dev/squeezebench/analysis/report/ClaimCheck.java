package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.claims.ClaimVerdict.Measured;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the figures of one machine say about published ones on the same workloads. */
final class ClaimCheck {
    private final Optional<Environment> environment;
    private final List<Group> groups;
    private final List<String> doubts;

    /** @param quick whether the figures are those of a smoke test */
    ClaimCheck(Optional<Environment> environment, boolean quick, List<Group> groups) {
        this.environment = environment;
        this.groups = groups;
        this.doubts = quick ? List.of("a quick run is no measurement") : List.of();
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
                estimate(claim, row)
                        .ifPresent(estimate -> measured.add(new Measured(
                                place(names.placeOf(row), group) + " (" + row.name() + ')',
                                estimate,
                                conditions(row.summary(), row.speedUp().map(SpeedUp::baseline)),
                                doubts)));
            }
        }
        return measured;
    }

    private static Optional<GeometricMean> estimate(Claim claim, Row row) {
        return switch (claim.kind()) {
            case LATENCY -> row.summary().latency().map(LatencySummary::median);
            case SPEED_UP ->
                row.speedUp()
                        .filter(speedUp -> speedUp.baseline().workload().equals(claim.baseline()))
                        .map(SpeedUp::estimate);
            case ENGINES ->
                row.speedUp()
                        .filter(speedUp -> speedUp.baseline().workload().equals(claim.workload())
                                && !speedUp.baseline()
                                        .target()
                                        .equals(speedUp.candidate().target()))
                        .map(SpeedUp::estimate);
        };
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
