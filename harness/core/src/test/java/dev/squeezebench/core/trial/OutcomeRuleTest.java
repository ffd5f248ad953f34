package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.process.CrashReport;
import dev.squeezebench.core.process.ExitCode;
import dev.squeezebench.core.process.WorkerProcess;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.TrialOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeRuleTest {
    private static final Scenario SCENARIO = new Scenario.Builder("toy")
            .graph("dense", "none")
            .dtype("float32")
            .sequenceLength(4)
            .runtime("fake", "1.29.0")
            .acceleration("cpu")
            .build();
    private static final OutputCheck RIGHT = new OutputCheck.Checked("reference", 0, 0, 1, 1e-3, true);
    private static final String DONE = "{\"event\":\"done\"}\n";
    private static final Path JOURNAL = Path.of("/trials/1/journal.jsonl");
    private static final String MEASURING =
            "{\"event\":\"stage\",\"stage\":\"measure\",\"at\":\"2026-11-26T12:00:00Z\"}\n";

    @Test
    void anotherRuntimeThanWasPlannedIsNoResultOfTheScenario() {
        String session = """
                {"event":"session","version":"1.28.0","build":"b","acceleration":{"requested":"cpu","placement":{}},"settings":{},"inputs":[],"outputs":[]}
                """;

        assertThat(outcome(session + DONE, new HostEnd.Clean(), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(Stage.LOAD, "the runtime says it is version 1.28.0, not 1.29.0"));
    }

    @Test
    void whatTheProcessSaysOfItselfComesBeforeItsExitCode() {
        String failed = MEASURING + "{\"event\":\"failed\",\"stage\":\"measure\",\"reason\":\"no kernel\"}\n";

        assertThat(outcome(failed, new HostEnd.ForkFailed(Optional.of(code(1)), "exit"), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(Stage.MEASURE, "no kernel"));
    }

    @Test
    void whatANativeLibraryPrintedComesWithAFailure() {
        String failed = MEASURING + "{\"event\":\"failed\",\"stage\":\"load\",\"reason\":\"status 1\"}\n";

        assertThat(outcome(
                        failed,
                        new HostEnd.ForkFailed(
                                Optional.empty(), "exit", List.of("2 != 3 was not true.", "Node 0 failed to prepare.")),
                        RIGHT))
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.LOAD, "status 1 (it printed: 2 != 3 was not true.; Node 0 failed to prepare.)"));
    }

    @Test
    void aHostThatDiedIsToldFromAMeasuredProcessThatDid() {
        assertThat(outcome(MEASURING, hostDied(137, "a line"), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.MEASURE,
                        "the host of the measured process was killed by SIGKILL, by a user or by the kernel because memory"
                                + " ran out",
                        true));
        assertThat(outcome(MEASURING, new HostEnd.ForkFailed(Optional.of(code(143)), "a line"), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(Stage.MEASURE, "the measured process was killed by SIGTERM", true));
        assertThat(outcome("", new HostEnd.Clean(), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(Stage.START, "the measured process ended before it was done"));
    }

    @Test
    void aProcessThatEndedByItselfComesWithItsLastWords() {
        assertThat(outcome("", new HostEnd.ForkFailed(Optional.of(code(1)), "Too small maximum heap"), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.START, "the measured process ended by itself with exit code 1: Too small maximum heap"));
        assertThat(outcome("", hostDied(1, "Too small maximum heap"), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.START,
                        "the host of the measured process ended by itself with exit code 1: Too small maximum heap"));
        assertThat(outcome("", new HostEnd.ForkFailed(Optional.empty(), "no such java"), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(Stage.START, "the measured process failed: no such java"));
    }

    @Test
    void aHangAndACrashComeWithWhatToDo() {
        assertThat(outcome(MEASURING, new HostEnd.Stalled(120), RIGHT))
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.MEASURE,
                        "the measured process wrote nothing for 120 seconds and was killed: allow it more by"
                                + " --stall-timeout if it is slow, else choose another target, driver or version of the"
                                + " runtime"));
        CrashReport crash = new CrashReport("SIGSEGV", Optional.of("libengine.so+0x12"));
        assertThat(new OutcomeRule(
                                SCENARIO,
                                JournalReader.parse(MEASURING.getBytes(StandardCharsets.UTF_8), JOURNAL),
                                new HostEnd.ForkFailed(Optional.of(code(134)), ""),
                                Optional.of(crash))
                        .with(RIGHT, Optional.empty()))
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.MEASURE,
                        "the measured process crashed by SIGSEGV in libengine.so+0x12: choose another target, driver or"
                                + " version of the runtime, and report it to the runtime's project with the crash report"
                                + " beside log.txt"));
    }

    @Test
    void outputsThatCannotBeComparedFailAndUncheckedOnesDoNot() {
        assertThat(outcome(DONE, new HostEnd.Clean(), new OutputCheck.Incomparable("reference", "NaN")))
                .isEqualTo(new TrialOutcome.Failed(Stage.OUTPUT_CHECK, "NaN"));
        assertThat(outcome(DONE, new HostEnd.Clean(), new OutputCheck.NotChecked("no reference")))
                .isEqualTo(new TrialOutcome.Measured());
    }

    @Test
    void wrongOutputsOnPaddedInputsFailTheTrialByThatName() {
        OutcomeRule rule = new OutcomeRule(
                SCENARIO,
                JournalReader.parse(DONE.getBytes(StandardCharsets.UTF_8), JOURNAL),
                new HostEnd.Clean(),
                Optional.empty());
        assertThat(rule.with(RIGHT, Optional.of(new OutputCheck.Incomparable("reference", "NaN"))))
                .isEqualTo(new TrialOutcome.Failed(Stage.OUTPUT_CHECK, "on padded inputs, NaN"));
        assertThat(rule.with(RIGHT, Optional.of(new OutputCheck.Checked("reference", 1, 1, 0.5, 0.1, false))))
                .isEqualTo(
                        new TrialOutcome.Failed(Stage.OUTPUT_CHECK, "on padded inputs, outputs differ from reference"));
        assertThat(rule.with(RIGHT, Optional.of(RIGHT))).isEqualTo(new TrialOutcome.Measured());
    }

    private static ExitCode code(int value) {
        return new ExitCode(value, ExitCode.Platform.LINUX);
    }

    private static HostEnd hostDied(int value, String lastWords) {
        return new HostEnd.HostDied(new WorkerProcess.End(code(value), Optional.of(lastWords), Optional.empty()));
    }

    private static TrialOutcome outcome(String journal, HostEnd host, OutputCheck check) {
        return new OutcomeRule(
                        SCENARIO,
                        JournalReader.parse(journal.getBytes(StandardCharsets.UTF_8), JOURNAL),
                        host,
                        Optional.empty())
                .with(check, Optional.empty());
    }
}
