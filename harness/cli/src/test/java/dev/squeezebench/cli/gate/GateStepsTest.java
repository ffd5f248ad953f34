package dev.squeezebench.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.experiment.Bisection;
import dev.squeezebench.core.experiment.Bisection.Found;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class GateStepsTest {
    private final StringWriter said = new StringWriter();
    private final List<String> planned = new ArrayList<>();
    private Set<String> absent = Set.of();

    @Test
    void aVersionThatCannotBeHadIsSkippedByNameAndAskedForOnce() throws Exception {
        absent = Set.of("1.27.0");
        GateSteps steps = steps((plan, older, newer) -> new GateSteps.Measured(List.of(), Optional.empty()));

        assertThat(steps.compare("1.22.0", "1.27.0")).isEqualTo(new Bisection.Answer.Unusable("1.27.0"));
        assertThat(said.toString()).contains("1.27.0 skipped: cannot get 1.27.0");
        steps.compare("1.22.0", "1.28.0");
        assertThat(planned).containsOnlyOnce("1.22.0-1.22.0");
    }

    @Test
    void anArmThatCannotRunIsTheVersionThatIsSkipped() throws Exception {
        for (String arm : List.of("baseline", "candidate")) {
            GateSteps steps = steps((plan, older, newer) -> {
                throw new UserException(ExitCode.NOT_USABLE, arm + " x failed at load: too new");
            });
            assertThat(steps.compare("1", "2"))
                    .isEqualTo(new Bisection.Answer.Unusable(arm.equals("baseline") ? "1" : "2"));
        }
    }

    @Test
    void wrongOutputsSkipAVersionAndAnInterruptionEndsTheSearch() throws Exception {
        assertThat(steps((plan, older, newer) -> new GateSteps.Measured(List.of(), Optional.of(ExitCode.PARTIAL)))
                        .compare("1", "2"))
                .isEqualTo(new Bisection.Answer.Unusable("2"));
        GateSteps interrupted =
                steps((plan, older, newer) -> new GateSteps.Measured(List.of(), Optional.of(ExitCode.INTERRUPTED)));
        assertThatThrownBy(() -> interrupted.compare("1", "2")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aGateWithoutACompleteRoundIsInconclusive() throws Exception {
        assertThat(steps((plan, older, newer) -> new GateSteps.Measured(List.of(), Optional.empty()))
                        .compare("1", "2"))
                .isEqualTo(new Bisection.Answer.Decided(new Verdict.Inconclusive(Verdict.Reason.TOO_FEW_ROUNDS)));
    }

    @Test
    void whatWasFoundHasItsSentenceAndItsExitCode() {
        Found step = new Found.Step("1.26.0", "1.28.0");
        assertThat(GateSteps.words("onnxruntime", step))
                .isEqualTo("onnxruntime became slower between 1.26.0 and 1.28.0");
        assertThat(GateSteps.code(step)).isEqualTo(ExitCode.FAILED);
        Found none = new Found.None("1.22.0", "1.29.0");
        assertThat(GateSteps.words("onnxruntime", none)).contains("one step is assumed");
        assertThat(GateSteps.code(none)).isEqualTo(ExitCode.DONE);
        Found open = new Found.Open("1.22.0", "1.29.0", "noise");
        assertThat(GateSteps.words("onnxruntime", open))
                .startsWith("INCONCLUSIVE")
                .endsWith("noise");
        assertThat(GateSteps.code(open)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(GateSteps.code(new Found.TooFew())).isEqualTo(ExitCode.NOT_USABLE);
    }

    private GateSteps steps(GateSteps.Measure measure) {
        CommandLine line = new CommandLine(new Nothing());
        line.setErr(new PrintWriter(said));
        Console console =
                Console.of(line, new ConsoleOptions(), new Surroundings(Path.of("home"), false, false, Map.of()));
        return new GateSteps(console, this::plan, measure);
    }

    private ArmsPlan plan(String older, String newer) {
        planned.add(older + '-' + newer);
        for (String version : List.of(older, newer)) {
            if (absent.contains(version)) {
                throw new UserException(ExitCode.NOT_USABLE, "cannot get " + version);
            }
        }
        RunPlan nothing = new RunPlan(List.of(), List.of(), "bert-tiny", List.of(), List.of(), List.of());
        return new ArmsPlan(
                new Settings(), nothing, nothing, JvmSpec.USUAL, JvmSpec.USUAL, Optional.empty(), Optional.empty());
    }

    @Command(name = "nothing")
    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }
}
