package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.run.Interruption;
import dev.squeezebench.cli.run.Measuring;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.experiment.ArmPair;
import dev.squeezebench.core.experiment.GateExperiment;
import dev.squeezebench.core.experiment.Grouping;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures gates, one after the other, each in a folder of its own. */
final class Gates {
    private final Console console;
    private final CacheOption cache;
    private final RunOutputOptions output;
    private final Path scratch;
    private final Interruption interruption;
    /** Read by the thread that says farewell. */
    private volatile Optional<Run> running = Optional.empty();

    /**
     * @param output whether to wait for the machine and to identify it; its folder is not used
     * @param scratch folder for temporary files
     */
    Gates(Console console, CacheOption cache, RunOutputOptions output, Path scratch, Interruption interruption) {
        this.console = console;
        this.cache = cache;
        this.output = output;
        this.scratch = scratch;
        this.interruption = interruption;
    }

    /**
     * What the record of a gate's run says of its command.
     *
     * @param words settings in force
     * @param commandLine arguments as the record shows them
     * @param bundle what the bundle that it runs from contains; empty where it runs from none
     */
    record Recorded(Map<String, String> words, List<String> commandLine, Map<String, String> bundle) {}

    /**
     * A gate that has ended.
     *
     * @param folder where it is saved
     * @param scenarios what came out for each; empty where it ended before the first round
     * @param early exit code of a gate that ended without an answer: interrupted, or because outputs are wrong
     */
    record Ended(Path folder, List<JudgedScenario> scenarios, Optional<ExitCode> early) {}

    /**
     * Measures one gate.
     *
     * @param folder new or empty; the usual one where it is empty
     * @param stored the gate that goes on; empty for a new one
     * @param wrongOutputs whether arms are judged whose outputs are wrong
     * @throws UserException when an arm cannot run here
     */
    Ended measure(
            ArmsPlan plan,
            GateExperiment.Limits limits,
            boolean wrongOutputs,
            Optional<Path> folder,
            Optional<StoredGate> stored,
            Recorded recorded)
            throws IOException, InterruptedException {
        Map<String, String> words = plan.withHashes(recorded.words());
        stored.ifPresent(gate -> gate.insistOnSame(words));
        boolean measured = false;
        CacheUse use = cache.use();
        try (use;
                Run run = stored.isPresent()
                        ? stored.get().taken(plan)
                        : Run.started(
                                folder,
                                output.identify(),
                                plan.settings(),
                                words,
                                plan.both(),
                                recorded.commandLine(),
                                recorded.bundle())) {
            running = Optional.of(run);
            Measuring measuring = new Measuring(console, new ModelStore(cache.folder()), scratch, wrongOutputs);
            measuring.note(run);
            List<PlannedScenario> planned = measuring.prepare(run);
            List<ArmPair> pairs = plan.pairs(planned);
            Closeable machine = machine(pairs);
            try (machine) {
                Environment environment = measuring.machine(run);
                if (stored.isPresent()) {
                    stored.get().insistOnSame(environment, pairs);
                    if (stored.get().isOfAnotherHost(environment)) {
                        console.message(
                                "the gate goes on on another machine of the same kind: its sittings are compared");
                    }
                    if (stored.get().isDecided(pairs.size())) {
                        console.message("the gate in " + run.files().folder()
                                + " is decided: its verdict is final for what it compared, and nothing is measured");
                        return new Ended(run.files().folder(), List.of(), Optional.empty());
                    }
                }
                insistOnRoom(measuring.grouping(planned), pairs);
                run.writer().write(environment);
                measured = true;
                interruption.measuringBegins();
                try {
                    Ended ended = tried(run, measuring, pairs, wrongOutputs)
                            ? rounds(run, measuring, pairs, limits, sittings(stored, environment))
                            : new Ended(run.files().folder(), List.of(), Optional.of(ExitCode.PARTIAL));
                    run.files().resume().delete();
                    return ended;
                } finally {
                    interruption.measuringEnds();
                }
            }
        } finally {
            // A gate that never had the machine leaves nothing.
            if (!measured && stored.isEmpty() && running.isPresent()) {
                running.get().files().remove();
                running = Optional.empty();
            }
        }
    }

    private static List<Instant> sittings(Optional<StoredGate> stored, Environment now) {
        return Stream.concat(stored.stream().flatMap(gate -> gate.sittings().stream()), Stream.of(now.at()))
                .toList();
    }

    /** Where the gate that is being measured is saved, once it has a folder. */
    Optional<Path> folder() {
        return running.map(run -> run.files().folder());
    }

    /** This machine is kept from others only where it is measured itself. */
    private Closeable machine(List<ArmPair> pairs) throws IOException, InterruptedException {
        if (pairs.stream().noneMatch(pair -> pair.candidate().phone().isEmpty())) {
            return () -> {};
        }
        return output.noWait()
                ? MachineLock.ofThisMachine().take("squeezebench gate")::close
                : MachineLock.ofThisMachine().await("squeezebench gate", console::message)::close;
    }

    /** Two processes of a pair live at once: without room for both, the system would end one in the middle of a round. */
    private static void insistOnRoom(Grouping grouping, List<ArmPair> pairs) {
        for (ArmPair pair : pairs) {
            grouping.shortage(pair).ifPresent(shortage -> {
                throw new UserException(
                        ExitCode.NOT_USABLE,
                        pair.candidate() + ": " + shortage
                                + "; end other programs, or take a smaller batch, length or model");
            });
        }
    }

    /** Whether each arm works and computes what it should: what does not, ends before the first round. */
    private boolean tried(Run run, Measuring measuring, List<ArmPair> pairs, boolean wrongOutputs)
            throws IOException, InterruptedException {
        for (ArmPair pair : pairs) {
            for (Arm arm : List.of(pair.baseline(), pair.candidate())) {
                Trial trial = measuring.tried(run, arm);
                if (trial.outcome() instanceof TrialOutcome.Unsupported unsupported) {
                    throw new UserException(ExitCode.NOT_USABLE, arm + ": " + unsupported.reason());
                }
                if (trial.outcome() instanceof TrialOutcome.Failed failed) {
                    if (failed.stage() != Stage.OUTPUT_CHECK) {
                        throw new UserException(
                                ExitCode.NOT_USABLE,
                                arm + " failed at " + failed.stage().word() + ": " + failed.reason());
                    }
                    console.warning(arm + ": " + failed.reason());
                    console.warning("a faster wrong answer is not faster; --allow-output-change judges it anyway");
                    return false;
                }
                if (wrongOutputs) {
                    trial.warnings().stream()
                            .filter(WarningCode.OUTPUTS_DIFFER::is)
                            .forEach(warning -> console.warning(arm + ": " + warning.message()));
                }
            }
        }
        return true;
    }

    private Ended rounds(
            Run run, Measuring measuring, List<ArmPair> pairs, GateExperiment.Limits limits, List<Instant> sittings)
            throws IOException {
        GateExperiment.Result result = new GateExperiment(
                        (plan, saved, early) ->
                                measuring.experiment(run, plan, saved, early, interruption.cancellation()),
                        limits,
                        sittings,
                        run.record().seed())
                .run(pairs, run.savedTrials());
        return new Ended(
                run.files().folder(),
                result.scenarios(),
                result.cancelled() ? Optional.of(ExitCode.INTERRUPTED) : Optional.empty());
    }
}
