package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Scenario;
import java.util.Optional;

/**
 * A line of the table.
 *
 * @param summary the scenario's numbers
 * @param role what it is in its group's speed-ups
 */
public record Row(ScenarioSummary summary, Role role) {
    /** What a scenario is in its group's speed-ups. */
    public sealed interface Role {
        /** What the others are relative to. */
        record Baseline() implements Role {}

        /**
         * Relative to a baseline.
         *
         * @param speedUp how much faster it is
         */
        record Candidate(SpeedUp speedUp) implements Role {}

        /**
         * In no ratio.
         *
         * @param reason one sentence: why
         */
        record Alone(String reason) implements Role {}
    }

    /** The speed-up, when it has one. */
    public Optional<SpeedUp> speedUp() {
        return role instanceof Role.Candidate candidate ? Optional.of(candidate.speedUp()) : Optional.empty();
    }

    /** Name within its group, as in {@code squeezebert-uncased/conv} or {@code .../split+skip-layer-norm}. A given graph has none. */
    public String name() {
        Scenario scenario = summary.scenario();
        if (scenario.lowering().equals(Scenario.GIVEN)) {
            return scenario.workload();
        }
        String name = scenario.workload() + '/' + scenario.lowering();
        return scenario.fusion().equals("none") ? name : name + '+' + scenario.fusion();
    }
}
