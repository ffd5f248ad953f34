package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioCandidate.UnsupportedScenario;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringChoice;
import dev.squeezebench.workloads.lowering.LoweringTable;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import dev.squeezebench.workloads.store.Emitters;
import dev.squeezebench.workloads.store.ModelStore;
import dev.squeezebench.workloads.store.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A built-in workload or a checkpoint: its file is written for each runtime.
 *
 * @param trained network and weights
 * @param table what {@link Subject#AUTO} means for a runtime
 * @param data what goes in, and what must come out; absent where both are made here
 */
public record EmittedNetwork(TrainedNetwork trained, LoweringTable table, Optional<UserInputs> data)
        implements Subject {
    @Override
    public String name() {
        return trained.name();
    }

    @Override
    public boolean opensOn(RunnerInfo runner) {
        return true;
    }

    /** One without grouped convolutions has nothing to lower. */
    @Override
    public List<String> lowerings(List<String> selected) {
        return trained.network().hasGroups() ? selected : List.of(AUTO);
    }

    @Override
    public List<String> fusions(List<String> selected) {
        return selected;
    }

    @Override
    public ScenarioCandidate candidate(Scenario selected, RunnerDistribution runner, TargetProbe probe)
            throws IOException, InterruptedException {
        Availability availability = probe.probe(runner, selected.acceleration(), selected.options());
        if (availability instanceof Availability.Usable usable) {
            return resolved(
                    selected.toBuilder()
                            .runtime(runner.name(), usable.runtime().version())
                            .build(),
                    runner,
                    usable.adapters());
        }
        return resolved(selected, runner, List.of()).on((Availability.Unusable) availability);
    }

    private ScenarioCandidate resolved(Scenario selected, RunnerDistribution runner, List<Adapter> adapters) {
        String format = runner.modelFormat();
        Optional<ModelEmitter> emitter = Emitters.all().stream()
                .filter(each -> each.format().equals(format))
                .findFirst();
        return emitter.isPresent()
                ? resolved(selected, runner, adapters, emitter.get())
                : unsupported(selected, runner, "nothing here writes ." + format + " files", "choose another target");
    }

    private ScenarioCandidate resolved(
            Scenario selected, RunnerDistribution runner, List<Adapter> adapters, ModelEmitter emitter) {
        LoweringChoice auto = choice(selected, selected.runtimeVersion(), emitter);
        List<String> lowerings = emitter.lowerings(trained.network());
        String lowering = selected.lowering().equals(AUTO) ? auto.lowering() : selected.lowering();
        if (!lowerings.contains(lowering)) {
            return unsupported(
                    selected,
                    runner,
                    "lowering " + lowering + " cannot be written as ." + emitter.format(),
                    "choose " + String.join(" or ", lowerings));
        }
        List<String> fusions = emitter.fusions(trained.network(), lowering);
        String fusion = selected.fusion().equals(AUTO)
                ? auto.fusionWith(lowering, trained.network(), emitter)
                : selected.fusion();
        if (!fusions.contains(fusion)) {
            return unsupported(
                    selected,
                    runner,
                    "fusion " + fusion + " cannot be written as ." + emitter.format() + " with lowering " + lowering,
                    "choose " + String.join(" or ", fusions));
        }
        Scenario scenario = selected.toBuilder().graph(lowering, fusion).build();
        if (type(scenario, emitter).isEmpty()) {
            return unsupported(
                    scenario,
                    runner,
                    scenario.dtype() + " cannot be written as ." + emitter.format(),
                    "choose --dtype "
                            + emitter.elementTypes().stream()
                                    .map(ElementType::word)
                                    .collect(Collectors.joining(" or "))
                            + " for it, or another target");
        }
        return new RunnableScenario(scenario, runner, adapters, this);
    }

    private LoweringChoice choice(Scenario selected, String version, ModelEmitter emitter) {
        return table.choose(selected.runner(), version, selected.acceleration(), trained.network(), emitter);
    }

    private static Optional<ElementType> type(Scenario scenario, ModelEmitter emitter) {
        return emitter.elementTypes().stream()
                .filter(type -> type.word().equals(scenario.dtype()))
                .findFirst();
    }

    private static UnsupportedScenario unsupported(
            Scenario scenario, RunnerDistribution runner, String reason, String remedy) {
        return new UnsupportedScenario(scenario, runner, reason, remedy, false, false);
    }

    /**
     * A scenario in every form that its file can have, where lowering or fusion is left open; else as it is.
     *
     * @param runnable one of this network
     */
    public List<RunnableScenario> forms(RunnableScenario runnable, boolean anyLowering, boolean anyFusion) {
        Scenario scenario = runnable.scenario();
        ModelEmitter emitter = Emitters.ofFormat(runnable.runner().modelFormat());
        List<String> lowerings = anyLowering ? emitter.lowerings(trained.network()) : List.of(scenario.lowering());
        return lowerings.stream()
                .flatMap(lowering -> (anyFusion
                                ? emitter.fusions(trained.network(), lowering)
                                : List.of(scenario.fusion()))
                        .stream().map(fusion -> runnable.inForm(lowering, fusion)))
                .toList();
    }

    /**
     * One sentence where the table takes another form for the version that is measured than for the packed one: results of
     * both would compare two graphs.
     *
     * @param scenario one whose form was left to the table
     * @param packed version of the runtime in the distribution
     */
    Optional<String> changedForm(Scenario scenario, String format, String packed) {
        ModelEmitter emitter = Emitters.ofFormat(format);
        LoweringChoice usual = choice(scenario, packed, emitter);
        LoweringChoice now = choice(scenario, scenario.runtimeVersion(), emitter);
        return usual.lowering().equals(now.lowering()) && usual.fusion().equals(now.fusion())
                ? Optional.empty()
                : Optional.of(name() + " on " + scenario.target() + ": auto is "
                        + now.lowering() + " with fusion " + now.fusion() + " for version "
                        + scenario.runtimeVersion() + " (" + now.reason() + "), and " + usual.lowering()
                        + " with fusion " + usual.fusion() + " for " + packed
                        + "; name both by --lowering and --fusion to compare one graph");
    }

    /**
     * How the file of a scenario is written.
     *
     * @throws IllegalArgumentException when it cannot be
     */
    ModelVariant variant(Scenario scenario, ModelEmitter emitter) {
        return new ModelVariant(
                scenario.lowering(),
                scenario.fusion(),
                type(scenario, emitter).orElseThrow(IllegalArgumentException::new),
                scenario.batch(),
                scenario.sequenceLength().orElseThrow());
    }

    /** Where the file of a scenario is, or will be, and how large it is. */
    public Map.Entry<Path, Long> file(RunnableScenario runnable, ModelStore store) {
        ModelEmitter emitter = Emitters.ofFormat(runnable.runner().modelFormat());
        ModelVariant variant = variant(runnable.scenario(), emitter);
        return Map.entry(store.modelFile(trained, emitter, variant), ModelStore.modelBytes(trained, variant));
    }

    @Override
    public Prepared prepare(RunnableScenario runnable, ScenarioFiles files) throws IOException {
        Scenario scenario = runnable.scenario();
        ModelEmitter emitter = Emitters.ofFormat(runnable.runner().modelFormat());
        ModelVariant variant = variant(scenario, emitter);
        ModelStore store = files.store();
        StoredFile model = store.model(trained, emitter, variant, files.listener());
        ModelFile described = store.describe(trained, emitter, variant, model);
        Data stored = stored(
                new InputShape(variant.batch(), variant.sequenceLength(), scenario.paddingPercent()),
                emitter.idType(),
                files);
        OutputTolerance tolerance = OutputTolerance.ofNetwork(variant.elementType());
        return new Prepared(
                new PlannedScenario(
                        scenario,
                        runnable.runner(),
                        model.path(),
                        Optional.of(model.sha256()),
                        stored.inputs().path(),
                        new Expectation.Known(stored.expected().path(), stored.expectedName(), tolerance, false),
                        data.isPresent() ? Optional.empty() : Optional.of(padded(variant, emitter.idType(), files)),
                        emitter.dimensions(variant.batch(), variant.sequenceLength()),
                        scenario.options(),
                        runnable.adapters(),
                        described.flop()),
                described);
    }

    /** Whatever is timed, what the network makes of a mask is checked on rows that are padded differently. */
    private PlannedScenario.PaddedCheck padded(ModelVariant variant, ElementType idType, ScenarioFiles files)
            throws IOException {
        Data uneven = made(InputShape.uneven(variant.batch(), variant.sequenceLength()), idType, files);
        return new PlannedScenario.PaddedCheck(
                uneven.inputs().path(),
                new Expectation.Known(
                        uneven.expected().path(),
                        uneven.expectedName(),
                        OutputTolerance.ofNetwork(variant.elementType()),
                        false));
    }

    /** What goes in and what must come out. */
    private record Data(StoredFile inputs, StoredFile expected, String expectedName) {}

    private Data made(InputShape shape, ElementType idType, ScenarioFiles files) throws IOException {
        return new Data(
                files.store().inputs(trained, shape, idType, files.listener()),
                files.store().reference(trained, shape, files.listener()),
                ReferenceEncoder.NAME);
    }

    private Data stored(InputShape shape, ElementType idType, ScenarioFiles files) throws IOException {
        ModelStore store = files.store();
        ProgressListener listener = files.listener();
        if (data.isEmpty()) {
            return made(shape, idType, files);
        }
        UserInputs given = data.get();
        StoredFile inputs = store.inputs(trained, given.tensors(), idType, listener);
        if (given.expected().isEmpty()) {
            return new Data(inputs, store.reference(trained, given.tensors(), listener), ReferenceEncoder.NAME);
        }
        UserInputs.Expected expected = given.expected().get();
        return new Data(inputs, store.expected(trained, expected.outputs(), listener), expected.name());
    }
}
