package dev.squeezebench.core.trial;

import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.process.CrashReport;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.text.Printable;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides how a trial ended from what is known of it. What the measured process says of itself comes first: it knows the
 * cause, where its exit code is only a consequence.
 *
 * @param scenario what should have been measured
 * @param journal what the measured process left behind
 * @param host how its host ended
 * @param crash the JVM's crash report; absent when it left none
 */
record OutcomeRule(Scenario scenario, Journal journal, HostEnd host, Optional<CrashReport> crash) {
    /**
     * The outcome, given the comparison of the outputs.
     *
     * @param padded that of the outputs on padded inputs; absent where there are none
     */
    TrialOutcome with(OutputCheck check, Optional<OutputCheck> padded) {
        if (journal.ending().isEmpty()) {
            return new TrialOutcome.Failed(journal.stage(), causeOfDeath(), host.isFromOutside());
        }
        Journal.Ending ending = journal.ending().get();
        if (ending instanceof Journal.Ending.Unsupported unsupported) {
            return new TrialOutcome.Unsupported(unsupported.reason());
        }
        if (ending instanceof Journal.Ending.Failed failed) {
            return new TrialOutcome.Failed(failed.stage(), failed.reason() + printed());
        }
        return otherVersion()
                .or(() -> wrongOutputs(check, ""))
                .or(() -> padded.flatMap(other -> wrongOutputs(other, "on padded inputs, ")))
                .orElseGet(TrialOutcome.Measured::new);
    }

    /** What the runtime's library printed, which says more than its status. */
    private String printed() {
        return host instanceof HostEnd.ForkFailed failed && !failed.errors().isEmpty()
                ? " (it printed: " + Printable.text(String.join("; ", failed.errors())) + ')'
                : "";
    }

    private Optional<TrialOutcome> otherVersion() {
        return journal.session()
                .map(Journal.SessionFacts::version)
                .filter(version -> !version.equals(scenario.runtimeVersion()))
                .map(version -> new TrialOutcome.Failed(
                        Stage.LOAD,
                        "the runtime says it is version " + version + ", not " + scenario.runtimeVersion()));
    }

    private static Optional<TrialOutcome> wrongOutputs(OutputCheck check, String where) {
        if (check instanceof OutputCheck.Checked checked && !checked.passed()) {
            return Optional.of(failedCheck(where
                    + checked.outputs().stream()
                            .filter(output -> !output.passed())
                            .findFirst()
                            .map(output -> differs(output, checked.reference()))
                            .orElseGet(() -> "outputs differ from " + checked.reference())));
        }
        if (check instanceof OutputCheck.Incomparable incomparable) {
            return Optional.of(failedCheck(where + incomparable.reason()));
        }
        return Optional.empty();
    }

    private static String differs(OutputError output, String reference) {
        boolean byNorm = output.norm().isPresent()
                && output.norm().get().error() > output.norm().get().tolerance()
                && output.maxAbsError() <= output.tolerance();
        return String.format(
                Locale.ROOT,
                byNorm
                        ? "output '%s' differs from %s by %.3g of its norm (allowed %.3g)"
                        : "output '%s' differs from %s by up to %.3g (allowed %.3g where it is farthest from its bound)",
                Printable.text(output.name()),
                reference,
                byNorm ? output.norm().get().error() : output.maxAbsError(),
                byNorm ? output.norm().get().tolerance() : output.tolerance());
    }

    private static TrialOutcome failedCheck(String reason) {
        return new TrialOutcome.Failed(Stage.OUTPUT_CHECK, reason);
    }

    private String causeOfDeath() {
        if (host instanceof HostEnd.Stalled stalled) {
            return "the measured process wrote nothing for " + stalled.seconds()
                    + " seconds and was killed: allow it more by"
                    + " --stall-timeout if it is slow, else choose another target, driver or version of the runtime";
        }
        if (crash.isPresent()) {
            return "the measured process " + crash.get().inWords()
                    + ": choose another target, driver or version of the runtime, and report it to the runtime's project"
                    + " with the crash report beside log.txt";
        }
        if (host instanceof HostEnd.ForkFailed failed) {
            return "the measured process "
                    + failed.exitCode()
                            .map(code -> code.inWords() + (code.isFromOutside() ? "" : ": " + failed.cause()))
                            .orElse("failed: " + failed.cause());
        }
        if (host instanceof HostEnd.Lost lost) {
            return "the measured process ended early: " + lost.cause();
        }
        if (host instanceof HostEnd.HostDied died) {
            return "the host of the measured process " + died.end().inWords();
        }
        return "the measured process ended before it was done";
    }
}
