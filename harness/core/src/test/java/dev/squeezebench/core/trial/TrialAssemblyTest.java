package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.host.BareLoopMain;
import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.WarningCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trial left behind becomes its record. It is measured in this process; its own has {@link JvmTrialExecutorTest}. */
class TrialAssemblyTest {
    private final Path folder;

    TrialAssemblyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.01, false"})
    void outputsOnPaddedInputsAreCheckedAndRecordedBesideThoseOfTheTimedOnes(double error, boolean right)
            throws Exception {
        PlannedScenario timed = FakeTrials.scenario(folder, Map.of(), 0);
        PlannedScenario both = new PlannedScenario(
                timed.scenario(),
                timed.runner(),
                timed.model(),
                timed.modelSha256(),
                timed.inputs(),
                timed.expectation(),
                Optional.of(new PlannedScenario.PaddedCheck(
                        timed.inputs(),
                        FakeTrials.scenario(folder, Map.of(), error).expectation())),
                timed.dimensions(),
                timed.options(),
                timed.adapters(),
                timed.flop());

        Trial trial = assembled(both, FakeTrials.SETTINGS);

        assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isTrue());
        assertThat(trial.paddedCheck().orElseThrow())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isEqualTo(right));
        assertThat(trial.counts()).isEqualTo(right);
    }

    @Test
    void outputsBeyondTheToleranceFailTheTrialAndKeepItsSamples() throws Exception {
        Trial trial = assembled(FakeTrials.scenario(folder, Map.of(), 0.01), FakeTrials.SETTINGS);

        assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.OUTPUT_CHECK);
            assertThat(failed.reason())
                    .startsWith("output 'x_doubled' differs from arithmetic by up to 0.0100 (allowed ");
        });
        assertThat(trial.samples().measureNs().isEmpty()).isFalse();
    }

    @Test
    void wrongOutputsThatAreAllowedCountWithAWarningAndTheFailedCheck() throws Exception {
        Trial trial = assembled(FakeTrials.scenario(folder, Map.of(), 0.01), FakeTrials.SETTINGS.withWrongOutputs());

        assertThat(trial.counts()).isTrue();
        assertThat(trial.warnings())
                .filteredOn(WarningCode.OUTPUTS_DIFFER::is)
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).startsWith("output 'x_doubled' differs"));
        assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isFalse());
    }

    @Test
    void outputsOfAnotherTypeThanTheOneAskedForFailTheTrialByItsName() throws Exception {
        PlannedScenario float32 = FakeTrials.scenario(folder, Map.of(), 0);
        PlannedScenario float16 = new PlannedScenario(
                float32.scenario().toBuilder().dtype("float16").build(),
                float32.runner(),
                float32.model(),
                float32.modelSha256(),
                float32.inputs(),
                float32.expectation(),
                float32.dimensions(),
                float32.options(),
                float32.adapters(),
                float32.flop());

        assertThat(assembled(float16, FakeTrials.SETTINGS).outcome())
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.OUTPUT_CHECK, "the runtime computed outputs of float32, and float16 was asked for"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aModelThatKeepsStateIsRightByItsFirstInferenceAlone(boolean first) throws Exception {
        Expectation.Known known =
                (Expectation.Known) FakeTrials.scenario(folder, Map.of(), 0).expectation();
        Expectation expectation = new Expectation.Known(known.file(), known.name(), known.tolerance(), first);

        Trial trial = assembled(FakeTrials.scenario(folder, Map.of("state", "yes"), expectation), FakeTrials.SETTINGS);

        assertThat(trial.outcome() instanceof TrialOutcome.Measured).isEqualTo(first);
    }

    @Test
    void aNumberThatNothingWasComparedWithCarriesAWarning() throws Exception {
        PlannedScenario planned = FakeTrials.scenario(
                folder,
                Map.of(),
                new Expectation.None("nothing is known of them", "give what must come out by --expect"));

        Trial trial = assembled(planned, FakeTrials.SETTINGS);

        assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Measured());
        assertThat(trial.outputCheck()).isEqualTo(new OutputCheck.NotChecked("nothing is known of them"));
        assertThat(trial.warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("outputs_unchecked");
            assertThat(warning.message()).isEqualTo("outputs were not checked: nothing is known of them");
        });
    }

    /** Its sides may have equal scenarios, and each is tried by itself. */
    @Test
    void theSidesOfAGateAreComparedWithOneAnotherWhereTheRightOutputsAreUnknown() throws Exception {
        PlannedScenario right = FakeTrials.scenario(
                folder,
                Map.of(),
                new Expectation.Agreement(
                        folder.resolve("first"), OutputTolerance.ofNetwork(ElementType.FLOAT32), false));
        Path otherInputs = folder.resolve("other-inputs.safetensors");
        Safetensors.write(otherInputs, List.of(FakeTrials.floats("x", 1, 2, 3.1, 4)));
        PlannedScenario wrong = new PlannedScenario(
                right.scenario(),
                right.runner(),
                right.model(),
                right.modelSha256(),
                otherInputs,
                right.expectation(),
                right.dimensions(),
                right.options(),
                right.adapters(),
                right.flop());

        Trial baseline = assembled(new Arm("baseline", right, FakeTrials.JVM), FakeTrials.SETTINGS);
        Trial candidate = assembled(new Arm("candidate", wrong, FakeTrials.JVM), FakeTrials.SETTINGS);

        assertThat(baseline.counts()).isTrue();
        assertThat(candidate.outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> assertThat(failed.reason())
                        .startsWith("output 'x_doubled' differs from baseline "
                                + right.scenario().id() + " by up to 0.200 (allowed "));
    }

    private Trial assembled(PlannedScenario planned, TrialSettings settings) throws Exception {
        return assembled(FakeTrials.arm(planned), settings);
    }

    private Trial assembled(Arm arm, TrialSettings settings) throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        Path request = work.resolve("request.json");
        TrialAssembly.Place place = new TrialAssembly.Place(arm, Optional.empty(), 1, 1, 1, Instant.EPOCH);
        TrialRequestFile.write(request, TrialRequests.of(place.arm(), settings, work));
        BareLoopMain.measure(request);
        return new TrialAssembly("run", settings, InstantSource.system())
                .assembled(
                        place,
                        JournalReader.read(TrialRequests.journal(work)),
                        new HostEnd.Clean(),
                        Optional.empty(),
                        TrialObserver.Observed.NOTHING);
    }
}
