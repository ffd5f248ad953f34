package dev.squeezebench.core.trial;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.output.OutputChecker;
import dev.squeezebench.core.output.UncheckedOutputs;
import dev.squeezebench.core.process.CrashReport;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the record of a trial out of what its process left behind and what was seen around it. */
public final class TrialAssembly {
    private static final Redaction HASHED = new Redaction(false);

    private final String run;
    private final List<Integer> cpus;
    private final boolean wrongOutputs;
    private final InstantSource time;

    /**
     * An assembly for one run, whose scenarios may be compared with one another's outputs.
     *
     * @param run id of the run
     * @param settings of its trials
     */
    public TrialAssembly(String run, TrialSettings settings, InstantSource time) {
        this.run = run;
        this.cpus = settings.cpus();
        this.wrongOutputs = settings.wrongOutputs();
        this.time = time;
    }

    /**
     * Which trial it is.
     *
     * @param group that takes turns; absent where the trial runs by itself
     * @param round number of the round, from 1
     * @param attempt how often the round was begun, from 1
     * @param order place within the round, from 1
     */
    public record Place(Arm arm, Optional<String> group, int round, int attempt, int order, Instant startedAt) {
        PlannedScenario planned() {
            return arm.planned();
        }
    }

    /** The record of a trial whose process has ended; its files are still there. */
    public Trial assembled(
            Place place, Journal journal, HostEnd end, Optional<CrashReport> crash, TrialObserver.Observed observed) {
        PlannedScenario planned = place.planned();
        try {
            OutputCheck check = OutputChecker.check(
                    place.arm().toString(), planned.expectation(), planned.inputs(), journal.outputs());
            Optional<OutputCheck> padded = paddedCheck(place.arm(), journal);
            List<Warning> warnings =
                    new ArrayList<>(UncheckedOutputs.warnings(planned.expectation(), check, journal.outputs()));
            TrialOutcome outcome = new OutcomeRule(planned.scenario(), journal, end, crash).with(check, padded);
            if (wrongOutputs
                    && outcome instanceof TrialOutcome.Failed failed
                    && failed.stage() == Stage.OUTPUT_CHECK
                    && journal.ending().orElse(null) instanceof Journal.Ending.Done) {
                warnings.add(WarningCode.OUTPUTS_DIFFER.warning(failed.reason()));
                outcome = new TrialOutcome.Measured();
            }
            Optional<TrialOutcome> otherType =
                    outcome instanceof TrialOutcome.Measured ? otherType(planned, journal.outputs()) : Optional.empty();
            return trial(place, journal, otherType.orElse(outcome), check, observed, warnings).toBuilder()
                    .paddedCheck(padded)
                    .build();
        } catch (IOException e) {
            return failed(place, journal, e, observed);
        }
    }

    private Optional<OutputCheck> paddedCheck(Arm arm, Journal journal) throws IOException {
        if (arm.planned().padded().isEmpty()) {
            return Optional.empty();
        }
        PlannedScenario.PaddedCheck padded = arm.planned().padded().get();
        return Optional.of(
                OutputChecker.check(arm.toString(), padded.expectation(), padded.inputs(), journal.paddedOutputs()));
    }

    /** Where the runtime gave outputs of other types of floating point than the one that was asked for; a file has its own. */
    private static Optional<TrialOutcome> otherType(PlannedScenario planned, Optional<Path> outputs)
            throws IOException {
        List<String> types = outputs.isEmpty() || planned.scenario().lowering().equals(Scenario.GIVEN)
                ? List.of()
                : Safetensors.read(outputs.get()).stream()
                        .map(Tensor::type)
                        .filter(ElementType::isFloatingPoint)
                        .map(ElementType::word)
                        .distinct()
                        .toList();
        String wanted = planned.scenario().dtype();
        return types.isEmpty() || types.contains(wanted)
                ? Optional.empty()
                : Optional.of(new TrialOutcome.Failed(
                        Stage.OUTPUT_CHECK,
                        "the runtime computed outputs of " + String.join(", ", types) + ", and " + wanted
                                + " was asked for"));
    }

    /** The record of a trial that could not be run, or whose outputs cannot be read. */
    public Trial failed(Place place, Journal journal, IOException cause, TrialObserver.Observed observed) {
        return trial(
                place,
                journal,
                new TrialOutcome.Failed(journal.stage(), String.valueOf(cause.getMessage())),
                new OutputCheck.NotChecked("the trial failed"),
                observed,
                List.of());
    }

    /** The record of a trial that was ended because its round lost another one. */
    public Trial voided(Place place, Journal journal, TrialObserver.Observed observed) {
        return trial(
                place,
                journal,
                TrialOutcome.Invalid.ROUND_VOID,
                new OutputCheck.NotChecked("the round was void"),
                observed,
                List.of());
    }

    /** The record that follows a round's trials. */
    public RoundRecord record(RoundExecutor.Round round, int cycles, Optional<String> voided) {
        return new RoundRecord(
                run,
                time.instant(),
                round.group(),
                round.number(),
                round.attempt(),
                round.arms().stream().map(Arm::toString).toList(),
                cycles,
                voided);
    }

    private Trial trial(
            Place place,
            Journal journal,
            TrialOutcome outcome,
            OutputCheck check,
            TrialObserver.Observed observed,
            List<Warning> ofOutputs) {
        Trial.Builder trial = new Trial.Builder(
                        run, time.instant(), place.planned().scenario())
                .modelSha256(place.planned().modelSha256())
                .runtime(runtimeUse(journal))
                .arm(place.arm().name())
                .group(place.group())
                .place(place.round(), place.order())
                .attempt(place.attempt())
                .injected(place.arm().injected())
                .outcome(
                        outcome instanceof TrialOutcome.Measured
                                        && place.arm().injected().isPresent()
                                ? TrialOutcome.Invalid.INJECTED
                                : outcome)
                .samples(journal.samples())
                .memory(journal.memory().onDevice(observed.deviceBytes()))
                .readings(Stream.of(observed.readings(), journal.readings())
                        .flatMap(List::stream)
                        .toList())
                .witnesses(journal.witnesses())
                .warnings(Stream.of(journal.warnings(), observed.warnings(), ofOutputs)
                        .flatMap(List::stream)
                        .toList())
                .outputCheck(check)
                .startedAt(place.startedAt());
        trial.vm(journal.vm()
                .map(vm -> new Vm(
                        vm.kind(),
                        vm.version(),
                        place.arm().jvm().flags().stream().map(HASHED::paths).toList(),
                        vm.name(),
                        vm.vendor())));
        journal.session().map(Journal.SessionFacts::acceleration).ifPresent(trial::acceleration);
        return trial.build();
    }

    /** What the runtime says, with what was set from outside of it. */
    private RuntimeUse runtimeUse(Journal journal) {
        RuntimeUse said = journal.session().map(Journal.SessionFacts::runtime).orElse(RuntimeUse.UNKNOWN);
        if (cpus.isEmpty()) {
            return said;
        }
        Map<String, String> all = new TreeMap<>(said.settings());
        all.put("pinned-cpus", cpus.stream().map(String::valueOf).collect(Collectors.joining(",")));
        return new RuntimeUse(said.build(), all);
    }
}
