package dev.squeezebench.cli.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.Plans;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.environment.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SidesTest {
    private static final Sides SIDES =
            Sides.parse(List.of("runtime=onnxruntime@1.26.0"), List.of()).orElseThrow();

    private final StringWriter said = new StringWriter();
    private final Console console = Console.of(
            new CommandLine(CommandLine.Model.CommandSpec.create()).setErr(new PrintWriter(said)),
            new ConsoleOptions(),
            new Surroundings(Path.of("none"), false, false, Map.of()));

    private static RunnableScenario scenario(String version) {
        return Plans.ofVersion(version, OptionalInt.of(128));
    }

    private static RunPlan plan(RunnableScenario... scenarios) {
        return new RunPlan(List.of(scenarios), List.of(), "bert-tiny", List.of(), List.of(), List.of());
    }

    private static ArmsPlan both(RunPlan baseline, RunPlan candidate) {
        return new ArmsPlan(
                new Settings(), baseline, candidate, JvmSpec.USUAL, JvmSpec.USUAL, Optional.empty(), Optional.empty());
    }

    @Test
    void theyAreReadBackFromTheSettingsOfTheirRun() {
        Map<String, String> settings = new TreeMap<>(SIDES.words(new Redaction(false)));
        settings.put("workload", "bert-tiny");

        assertThat(Sides.ofWords(settings)).hasValue(SIDES);
        assertThat(Sides.ofWords(Map.of("workload", "bert-tiny"))).isEmpty();
        assertThat(Sides.parse(List.of(), List.of())).isEmpty();
        // The words of a side are no settings of the run.
        assertThat(Settings.ofWords(settings, Map.of()).selection().workloads()).containsExactly("bert-tiny");
    }

    @Test
    void aSideThatNamesAFileByItsHashCannotBeReadBack() {
        assertThatThrownBy(() -> Sides.ofWords(Map.of("candidate.model", "sha256:12345678")))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("candidate's model");
    }

    @Test
    void scenariosInWhichNothingDiffersAreLeftOutByName() {
        ArmsPlan plan = both(plan(scenario("1.26.0"), scenario("1.29.0")), plan(scenario("1.29.0"), scenario("1.29.0")))
                .differing(SIDES, console);

        assertThat(plan.baseline().scenarios()).hasSize(1);
        assertThat(plan.candidate().scenarios()).hasSize(1);
        assertThat(said.toString()).contains("is left out: nothing differs between the sides");
    }

    @Test
    void sidesThatDifferInNothingAreRefused() {
        ArmsPlan plan = both(plan(scenario("1.29.0")), plan(scenario("1.29.0")));

        assertThatThrownBy(() -> plan.differing(SIDES, console))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nothing differs between the sides");
    }
}
