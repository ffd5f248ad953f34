package dev.squeezebench.cli.arms;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.core.environment.Redaction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What two sides have of their own.
 *
 * @param baseline the one that the other is compared with
 * @param candidate the other
 */
public record Sides(ArmKeys baseline, ArmKeys candidate) {
    /**
     * The sides of their words; empty where there is none.
     *
     * @throws UserException when a key is unknown or given twice
     */
    public static Optional<Sides> parse(List<String> baseline, List<String> candidate) {
        return baseline.isEmpty() && candidate.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sides(
                        ArmKeys.parse(JudgedScenario.BASELINE, baseline),
                        ArmKeys.parse(JudgedScenario.CANDIDATE, candidate)));
    }

    /**
     * The sides that a run's settings have words of; empty where it compares none.
     *
     * @throws UserException when they name a file by a hash
     */
    public static Optional<Sides> ofWords(Map<String, String> settings) {
        Sides sides = new Sides(
                ArmKeys.ofWords(JudgedScenario.BASELINE, settings),
                ArmKeys.ofWords(JudgedScenario.CANDIDATE, settings));
        return sides.baseline.values().isEmpty() && sides.candidate.values().isEmpty()
                ? Optional.empty()
                : Optional.of(sides);
    }

    /** As words of a run's settings. */
    public Map<String, String> words(Redaction redaction) {
        Map<String, String> words = new TreeMap<>(baseline.words(redaction));
        words.putAll(candidate.words(redaction));
        return words;
    }

    /**
     * What both measure, as far as anything differs between them.
     *
     * @param command what both have in common
     */
    public ArmsPlan plan(PlanBuilder planner, CommandSpec command, Console console)
            throws IOException, InterruptedException {
        return ArmsPlan.of(planner, command, baseline, candidate, console).differing(this, console);
    }
}
