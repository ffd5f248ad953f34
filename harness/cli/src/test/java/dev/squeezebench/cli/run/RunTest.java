package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.EmittedNetwork;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a saved run may be gone on with, and what its trials mean at the end. */
class RunTest {
    private static final Scenario SCENARIO = Examples.scenario("bert-tiny", "dense", Map.of());
    private static final Trial UNSUPPORTED = trial(new TrialOutcome.Unsupported("no driver; install it"), SCENARIO);
    private static final Trial MEASURED = trial(new TrialOutcome.Measured(), SCENARIO);

    private final Path folder;

    RunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Trial trial(TrialOutcome outcome, Scenario scenario) {
        return new Trial.Builder(Examples.RUN, Examples.AT, scenario)
                .outcome(outcome)
                .outputCheck(new OutputCheck.NotChecked("for the test"))
                .build();
    }

    private Run resumed(ResultRecord... saved) throws IOException {
        RunnerDistribution runner = new RunnerDistribution(
                SCENARIO.runner(), SCENARIO.runtimeVersion(), "onnx", List.of("cpu"), List.of(Path.of("a.jar")));
        EmittedNetwork network = new EmittedNetwork(
                Objects.requireNonNull(TrainedNetwork.builtIn().get("bert-tiny")),
                LoweringTable.builtIn(),
                Optional.empty());
        RunFiles files = new RunFiles(folder);
        return new Run(
                Examples.run(),
                new Settings(),
                new RunPlan(
                        List.of(new RunnableScenario(SCENARIO, runner, List.of(), network)),
                        List.of(),
                        "bert-tiny",
                        List.of(),
                        List.of(),
                        List.of()),
                files,
                new Results(new ArrayList<>(List.of(saved)), List.of()),
                ResultWriter.create(files.results(), Examples.run()),
                files.lock());
    }

    @Test
    void whatWasNotSupportedIsTriedAgainAndWhatWasEndedFromOutsideIsNoFailureOnceRepeated() throws IOException {
        Trial killed = trial(new TrialOutcome.Failed(Stage.MEASURE, "killed by SIGKILL", true), SCENARIO);
        Trial crashed = trial(new TrialOutcome.Failed(Stage.MEASURE, "crashed by SIGSEGV"), SCENARIO);

        try (Run run = resumed(UNSUPPORTED, killed, crashed, MEASURED)) {
            assertThat(run.savedTrials()).containsExactly(killed, crashed, MEASURED);
        }
        assertThat(RunSession.verdict(List.of(killed, MEASURED), Set.of(), line -> {}))
                .isEqualTo(ExitCode.DONE);
        assertThat(RunSession.verdict(List.of(MEASURED, killed), Set.of(), line -> {}))
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(RunSession.verdict(List.of(crashed, MEASURED), Set.of(), line -> {}))
                .isEqualTo(ExitCode.PARTIAL);
    }

    @Test
    void anotherMachineOrJavaIsNamedAndNotPooled() throws IOException {
        Environment then = Examples.environment();
        Environment now = Examples.bareEnvironment();
        try (Run run = resumed(then, MEASURED)) {
            assertThatCode(() -> run.insistOnSameConditions(then)).doesNotThrowAnyException();
            assertThatThrownBy(() -> run.insistOnSameConditions(now))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining(then.caption())
                    .hasMessageContaining(now.caption())
                    .hasMessageContaining("start a new run");
        }
    }

    @Test
    void trialsOfAnotherVersionOfTheRuntimeAreNotPooled() throws IOException {
        Scenario older =
                SCENARIO.toBuilder().runtime(SCENARIO.runner(), "1.2.3").build();
        try (Run run = resumed(Examples.environment(), trial(new TrialOutcome.Measured(), older))) {
            assertThatThrownBy(() -> run.insistOnSameConditions(Examples.environment()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(older.id());
        }
    }

    @Test
    void aWarningThatTheUserDoesNotAcceptEndsWithExitCodeFour() {
        Trial busy = MEASURED.withWarnings(List.of(new Warning("contended", "busy", "wait")));
        List<String> lines = new ArrayList<>();

        assertThat(RunSession.verdict(List.of(busy, MEASURED), Set.of("contended", "drift"), lines::add))
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(lines).containsExactly("--fail-on contended: 1 trial has it");
        assertThat(RunSession.verdict(List.of(busy), Set.of("drift"), lines::add))
                .isEqualTo(ExitCode.DONE);
        assertThat(RunSession.verdict(List.of(busy), Set.of(), lines::add)).isEqualTo(ExitCode.DONE);
    }
}
