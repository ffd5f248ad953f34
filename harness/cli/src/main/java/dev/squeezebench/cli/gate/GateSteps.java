package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.GateReport;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.experiment.Bisection;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The gates of a bisection, each with its line. */
final class GateSteps implements Bisection.Gate {
    private final Console console;
    private final Plans plans;
    private final Measure measure;
    private final Set<String> usable = new HashSet<>();
    private final Set<String> worked = new HashSet<>();

    /** Plans a gate of two versions. */
    @FunctionalInterface
    interface Plans {
        /**
         * The plan.
         *
         * @throws UserException when a version cannot be had or tried
         */
        ArmsPlan of(String older, String newer) throws IOException, InterruptedException;
    }

    /** Measures a gate of two versions. */
    @FunctionalInterface
    interface Measure {
        /**
         * Measures and saves it.
         *
         * @throws UserException when an arm cannot run here
         */
        Measured gate(ArmsPlan plan, String older, String newer) throws IOException, InterruptedException;
    }

    /**
     * A gate that has ended.
     *
     * @param scenarios what came out for each; empty where it ended before the first round
     * @param early exit code of a gate that ended without an answer
     */
    record Measured(List<JudgedScenario> scenarios, Optional<ExitCode> early) {}

    GateSteps(Console console, Plans plans, Measure measure) {
        this.console = console;
        this.plans = plans;
        this.measure = measure;
    }

    @Override
    public Bisection.Answer compare(String older, String newer) throws IOException, InterruptedException {
        for (String version : List.of(older, newer)) {
            Optional<Bisection.Answer> skipped = skipped(version);
            if (skipped.isPresent()) {
                return skipped.get();
            }
        }
        Measured measured;
        try {
            measured = measure.gate(plans.of(older, newer), older, newer);
        } catch (UserException e) {
            if (e.exitCode() != ExitCode.NOT_USABLE) {
                throw e;
            }
            // An arm's name is how such a message begins; what worked before is not what cannot run.
            boolean ofOlder = String.valueOf(e.getMessage()).startsWith(JudgedScenario.BASELINE + ' ');
            return skip(ofOlder && !worked.contains(older) ? older : newer, e);
        }
        if (measured.early().filter(ExitCode.INTERRUPTED::equals).isPresent()) {
            throw new InterruptedException("the command was interrupted");
        }
        if (measured.early().isPresent()) {
            console.warning(newer + " skipped: its outputs are wrong, or the baseline's are");
            return new Bisection.Answer.Unusable(newer);
        }
        worked.add(older);
        new GateReport(measured.scenarios())
                .lines()
                .forEach(line -> console.result(older + " to " + newer + ": " + line));
        return new Bisection.Answer.Decided(
                measured.scenarios().isEmpty()
                        ? new Verdict.Inconclusive(Verdict.Reason.TOO_FEW_ROUNDS)
                        : Verdict.of(measured.scenarios().stream()
                                .map(each -> each.latency().verdict())
                                .toList()));
    }

    /** Whether a version can be planned by itself, asked once. */
    private Optional<Bisection.Answer> skipped(String version) throws IOException, InterruptedException {
        if (usable.contains(version)) {
            return Optional.empty();
        }
        try {
            plans.of(version, version);
            usable.add(version);
            return Optional.empty();
        } catch (UserException e) {
            if (e.exitCode() != ExitCode.NOT_USABLE) {
                throw e;
            }
            return Optional.of(skip(version, e));
        }
    }

    private Bisection.Answer skip(String version, UserException cause) {
        console.warning(version + " skipped: " + Printable.text(String.valueOf(cause.getMessage())));
        return new Bisection.Answer.Unusable(version);
    }

    /** What was found, in one line. */
    static String words(String runner, Bisection.Found found) {
        if (found instanceof Bisection.Found.Step step) {
            return runner + " became slower between " + step.before() + " and " + step.after();
        }
        if (found instanceof Bisection.Found.None none) {
            return runner + ' ' + none.last() + " is not slower than " + none.first()
                    + "; one step is assumed: what became slower between them and quicker again is not seen";
        }
        if (found instanceof Bisection.Found.Open open) {
            return "INCONCLUSIVE: " + runner + " between " + open.before() + " and " + open.after() + ": "
                    + open.reason();
        }
        return "fewer than two versions of " + runner + " can be measured here";
    }

    /** As of a gate: slower is 1. */
    static ExitCode code(Bisection.Found found) {
        if (found instanceof Bisection.Found.Step) {
            return ExitCode.FAILED;
        }
        if (found instanceof Bisection.Found.None) {
            return ExitCode.DONE;
        }
        return found instanceof Bisection.Found.Open ? ExitCode.INCONCLUSIVE : ExitCode.NOT_USABLE;
    }
}
