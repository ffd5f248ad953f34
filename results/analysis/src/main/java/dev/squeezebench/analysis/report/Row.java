package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of the table.
 *
 * @param summary the scenario's numbers
 * @param role what it is in its group's speed-ups
 */
public record Row(ScenarioSummary summary, Role role) {
    private static final String NO_FUSION = "none";

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

    /** Warnings of its trials, and whether its runs disagree on the speed-up. */
    public List<CountedWarning> warnings() {
        List<CountedWarning> warnings = new ArrayList<>(summary.warnings());
        speedUp()
                .flatMap(speedUp -> CountedWarning.disagreement(
                        "speed-up",
                        speedUp.runs(),
                        Quantities::factor,
                        speedUp.rounds().size()))
                .ifPresent(warnings::add);
        speedUp()
                .filter(speedUp -> speedUp.offInTwoModes() > 0)
                .map(CountedWarning::twoModes)
                .ifPresent(warnings::add);
        return warnings;
    }

    /**
     * Name within its group, the beginning of the scenario's id, as in {@code squeezebert-uncased/conv} or {@code
     * squeezebert-uncased/split/skip-layer-norm}. A graph that others wrote is named by its workload alone.
     */
    public String name() {
        return fusion().isEmpty() ? nameWithoutFusion() : nameWithoutFusion() + '/' + fusion();
    }

    String nameWithoutFusion() {
        Scenario scenario = summary.scenario();
        return scenario.lowering().equals(Scenario.GIVEN)
                ? scenario.workload()
                : scenario.workload() + '/' + scenario.lowering();
    }

    /** Its fused operators; empty where there are none. */
    String fusion() {
        String fusion = summary.scenario().fusion();
        return fusion.equals(NO_FUSION) || fusion.equals(Scenario.GIVEN) ? "" : fusion;
    }

    boolean isMeasured() {
        return summary.latency().isPresent();
    }

    /** By the scenario alone: one over all that its trials say would take as long as the trials are many. */
    @Override
    public int hashCode() {
        return summary.scenario().hashCode();
    }
}
