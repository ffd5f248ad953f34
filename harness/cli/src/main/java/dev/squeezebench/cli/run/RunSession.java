package dev.squeezebench.cli.run;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.FileErrors;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.report.Verdict;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.experiment.ExperimentResult;
import dev.squeezebench.core.experiment.StopReason;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.Escaping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One sitting of a run: measures what is missing, reports, and says at an interruption how to go on. */
public final class RunSession implements AutoCloseable {
    private final Console console;
    private final Format format;
    private final PrintWriter err;
    private final boolean noWait;
    private final String resume;
    private final Interruption interruption;

    /** What an interruption says. */
    private final AtomicReference<Runnable> farewell =
            new AtomicReference<>(() -> farewell("interrupted; nothing was measured"));

    /**
     * Watches for interruptions until it is closed.
     *
     * @param err where the last words go
     * @param noWait whether it ends instead of waiting for another run that measures here
     * @param resume command that goes on, before the folder's name
     */
    public RunSession(Console console, Format format, PrintWriter err, boolean noWait, String resume) {
        this.console = console;
        this.format = format;
        this.err = err;
        this.noWait = noWait;
        this.resume = resume;
        this.interruption =
                Interruption.watch(() -> Objects.requireNonNull(farewell.get()).run());
    }

    /** A new run that ends with an error before it has the machine leaves no folder behind; a later one can be resumed. */
    public ExitCode measureOrLeaveNothing(Run run, Measuring measuring) throws IOException, InterruptedException {
        return measureOrLeaveNothing(run, measuring, Optional.empty());
    }

    /**
     * The same.
     *
     * @param further what is done and printed in place of the report
     */
    public ExitCode measureOrLeaveNothing(Run run, Measuring measuring, Optional<Further> further)
            throws IOException, InterruptedException {
        boolean ended = false;
        try (run) {
            ExitCode code = measure(run, measuring, further);
            ended = true;
            return code;
        } finally {
            if (!ended && run.isNew() && !measuring.hasBegun()) {
                run.files().remove();
            }
        }
    }

    private ExitCode measure(Run run, Measuring measuring, Optional<Further> further)
            throws IOException, InterruptedException {
        farewell.set(() -> farewell(run, measuring));
        measuring.note(run);
        measuring.refuse(run);
        List<PlannedScenario> planned = measuring.prepare(run);
        if (measuring.isComplete(run, planned)) {
            console.message("the run in " + run.files().folder()
                    + " is complete: nothing is left to measure, and its report is made again");
        } else if (!measured(run, planned, measuring)) {
            return ExitCode.INTERRUPTED;
        }
        RunReport report = new RunReport(console, format, Drawing.here(), resume);
        if (further.isPresent()) {
            Results results = report.write(run.files(), run.baseline());
            ExitCode code = after(run, further.get(), measuring.arms(planned), results, measuring.scratch());
            run.files().resume().delete();
            ExitCode measured =
                    verdict(results.trials(), run.settings().length().failOn(), console::warning);
            return measured == ExitCode.DONE ? code : measured;
        }
        Results results = report.publish(run.files(), run.baseline());
        new OutputReport(console, format).publish(run, results.trials());
        run.files().resume().delete();
        return verdict(results.trials(), run.settings().length().failOn(), console::warning);
    }

    private ExitCode after(Run run, Further further, List<Arm> arms, Results results, Path scratch)
            throws IOException, InterruptedException {
        try {
            return further.after(run, arms, results, scratch);
        } catch (IOException e) {
            UserException problem = FileErrors.ofThisProcess().problem(e).orElseThrow(() -> e);
            throw new UserException(
                    problem.exitCode(),
                    problem.getMessage() + "; what was measured and profiled is saved, go on by: " + resume + ' '
                            + run.files().folder(),
                    e);
        }
    }

    /** Runs what is missing; false when that was interrupted. This machine is kept from others only while it measures itself. */
    private boolean measured(Run run, List<PlannedScenario> planned, Measuring measuring)
            throws IOException, InterruptedException {
        boolean here =
                planned.stream().anyMatch(each -> each.runner().info().phone().isEmpty());
        if (noWait) {
            measuring.waitForNoOne();
        }
        if (!here) {
            measuring.begin();
            return experimented(run, planned, measuring);
        }
        run.insistOnSameConditions(measuring.machine(run));
        ProcessLock machine = noWait
                ? MachineLock.ofThisMachine().take("squeezebench run")
                : MachineLock.ofThisMachine().await("squeezebench run", console::message);
        try (machine) {
            measuring.begin();
            run.writer().write(measuring.machine(run));
            measuring.whenDoneHere(machine::close);
            return experimented(run, planned, measuring);
        }
    }

    private boolean experimented(Run run, List<PlannedScenario> planned, Measuring measuring) throws IOException {
        interruption.measuringBegins();
        ExperimentResult result;
        try {
            result = measuring.experiment(run, planned, interruption.cancellation());
        } finally {
            interruption.measuringEnds();
        }
        result.warnings().forEach(warning -> console.warning(warning.message() + "; " + warning.remedy()));
        return result.reason() != StopReason.CANCELLED;
    }

    /** Of a run that measured nothing nothing is left. */
    private void farewell(Run run, Measuring measuring) {
        Path folder = run.files().folder();
        if (measuring.hasSavedTrials() || !run.saved().trials().isEmpty()) {
            farewell("interrupted; what was measured is saved: squeezebench report " + folder + " shows it, go on by: "
                    + resume + ' ' + folder);
            return;
        }
        try {
            run.files().remove();
            farewell("interrupted; nothing was measured, and '" + folder + "' is removed");
        } catch (IOException e) {
            farewell("interrupted; nothing was measured, begin again by: " + resume + ' ' + folder);
        }
    }

    /** What was asked for and not measured, or measured under conditions that the user does not accept. */
    static ExitCode verdict(List<Trial> trials, Set<String> refused, Consumer<String> warnings) {
        return Verdict.refused(trials, refused, warnings) ? ExitCode.PARTIAL : Verdict.of(last(trials));
    }

    /** The trials without those that were run again for no fault of their own. */
    public static List<Trial> last(List<Trial> trials) {
        return trials.stream().filter(trial -> !isRepeated(trial, trials)).toList();
    }

    /**
     * Whether the trial was lost without a fault of its own, or its round met what makes it not count, and the same was run
     * again.
     */
    private static boolean isRepeated(Trial trial, List<Trial> trials) {
        boolean withoutFault = trial.outcome() instanceof TrialOutcome.Failed failed
                ? failed.fromOutside()
                : trial.outcome() instanceof TrialOutcome.Invalid
                        && trial.group().isPresent();
        return withoutFault
                && trials.subList(trials.indexOf(trial) + 1, trials.size()).stream()
                        .anyMatch(later -> later.scenario().equals(trial.scenario())
                                && later.device().equals(trial.device())
                                && later.group().equals(trial.group())
                                && later.round() == trial.round()
                                && later.arm().equals(trial.arm()));
    }

    private void farewell(String line) {
        err.println();
        err.println(ErrorLines.PREFIX + Escaping.line(line));
        err.flush();
    }

    @Override
    public void close() {
        interruption.close();
    }
}
