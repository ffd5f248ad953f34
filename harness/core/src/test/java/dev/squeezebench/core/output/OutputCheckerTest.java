package dev.squeezebench.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.trial.FakeTrials;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.OutputCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios of one model that nobody knows the outputs of. */
class OutputCheckerTest {
    private final Path folder;

    OutputCheckerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theFirstScenarioIsWhatTheOthersAreComparedWithInEveryRound() throws IOException {
        PlannedScenario first = scenario("1");
        PlannedScenario second = scenario("2");

        for (int round = 0; round < 2; round++) {
            assertThat(check(first, outputs(1, 2))).isInstanceOf(OutputCheck.NotChecked.class);
            assertThat(check(second, outputs(1, 2.0001))).isInstanceOfSatisfying(OutputCheck.Checked.class, check -> {
                assertThat(check.reference()).isEqualTo(first.scenario().id());
                assertThat(check.passed()).isTrue();
            });
        }
        assertThat(check(second, outputs(1, 3)))
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isFalse());
    }

    @Test
    void aScenarioThatFailedBeforeItsOutputsIsNobodysReference() throws IOException {
        assertThat(check(scenario("1"), Optional.empty()))
                .isEqualTo(new OutputCheck.NotChecked("the trial did not get as far as its outputs"));
        assertThat(check(scenario("2"), outputs(1, 2))).isInstanceOf(OutputCheck.NotChecked.class);
        assertThat(check(scenario("1"), outputs(1, 2))).isInstanceOf(OutputCheck.Checked.class);
    }

    private OutputCheck check(PlannedScenario planned, Optional<Path> outputs) throws IOException {
        return OutputChecker.check(planned.scenario().id(), planned.expectation(), planned.inputs(), outputs);
    }

    private PlannedScenario scenario(String option) throws IOException {
        return FakeTrials.scenario(
                folder,
                Map.of("fake", option),
                new Expectation.Agreement(
                        folder.resolve("first"),
                        new OutputTolerance(OutputTolerance.Scale.LARGEST, 1e-3, 0, 1e-2),
                        false));
    }

    private Optional<Path> outputs(double... values) throws IOException {
        Path file = folder.resolve("outputs.safetensors");
        Safetensors.write(file, List.of(FakeTrials.floats("y", values)));
        return Optional.of(file);
    }
}
