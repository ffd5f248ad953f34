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
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.RandomInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model file of the user, with what goes into it.
 *
 * @param name that results show: the file's, with as many folders before it as tell it apart
 * @param path as the user wrote it
 * @param metadata what the file says of itself
 * @param sha256 of the file and its external data, 64 hexadecimal digits
 * @param inputs what goes in, and what must come out
 * @param sequences whether the user said that sequences of tokens go in
 * @param baseline the model on the other side of a comparison, which takes the same inputs and has to compute the same; absent
 *     where there is none
 */
public record UserModel(
        String name,
        Path path,
        ModelMetadata metadata,
        String sha256,
        UserInputs inputs,
        boolean sequences,
        Optional<UserModel> baseline)
        implements Subject {
    /** The flag that names them. */
    public static final String FLAG = "--model";

    private static final int TOKENS_AXES = 2;

    /** What exporters call token ids, their masks and the axis of a sequence. */
    private static final Pattern SEQUENCE_WORDS =
            Pattern.compile("(?i).*(token|seq|attention_?mask).*|(.*_)?(ids|len|length)|inputids");

    private static final String SHAPE_OPTION = "shape.";
    private static final String ONNX_DOMAIN = "ai.onnx";
    private static final String UNCHECKED = "nothing else ran this model on these inputs, and no --expect was given";

    @Override
    public boolean opensOn(RunnerInfo runner) {
        return metadata.format().equals(runner.modelFormat());
    }

    @Override
    public List<String> lowerings(List<String> selected) {
        return List.of(Scenario.GIVEN);
    }

    @Override
    public List<String> fusions(List<String> selected) {
        return List.of(Scenario.GIVEN);
    }

    @Override
    public Optional<UserInputs> data() {
        return Optional.of(inputs);
    }

    @Override
    public ScenarioCandidate candidate(Scenario selected, RunnerDistribution runner, TargetProbe probe)
            throws IOException, InterruptedException {
        Map<String, String> options = new TreeMap<>(selected.options());
        options.putAll(shapeOptions());
        Scenario.Builder scenario = selected.toBuilder()
                .dtype(dtype())
                .batch(batch())
                .sequenceLength(length())
                .paddingPercent(paddingPercent())
                .options(options);
        if (!opensOn(runner.info())) {
            return new UnsupportedScenario(
                    scenario.build(),
                    runner,
                    runner.name() + " opens ." + runner.modelFormat() + " files, and this is ." + metadata.format(),
                    "choose a target that opens it, or convert it",
                    false,
                    false);
        }
        Availability availability = probe.probe(runner, selected.acceleration(), selected.options());
        if (availability instanceof Availability.Usable usable) {
            return new RunnableScenario(
                    scenario.runtime(runner.name(), usable.runtime().version()).build(),
                    runner,
                    usable.adapters(),
                    this);
        }
        return new RunnableScenario(scenario.build(), runner, List.of(), this).on((Availability.Unusable) availability);
    }

    /** The first input that sequences of tokens go into. */
    private Optional<Tensor> tokens() {
        return inputs.tensors().stream()
                .filter(input -> metadata.input(input.name())
                        .filter(port -> isOfTokens(port, sequences))
                        .isPresent())
                .filter(input -> input.shape().size() == TOKENS_AXES)
                .findFirst();
    }

    /**
     * Whether an input takes sequences of tokens: integers on two axes, and the user says so, or its name or that of its
     * second axis does.
     */
    static boolean isOfTokens(ModelPort input, boolean said) {
        List<Dimension> axes = input.dimensions().orElse(List.of());
        boolean integers = input.type()
                .filter(type -> type == ElementType.INT32 || type == ElementType.INT64)
                .isPresent();
        return integers
                && axes.size() == TOKENS_AXES
                && (said
                        || Stream.concat(
                                        Stream.concat(Stream.of(input.name()), input.alias().stream()),
                                        axes.get(1).symbol().stream())
                                .anyMatch(word -> SEQUENCE_WORDS.matcher(word).matches()));
    }

    /** Sequences that go in at once; without sequences, the size of the first axis of the first input that has two. */
    int batch() {
        return tokens().or(() -> inputs.tensors().stream()
                        .filter(input -> input.shape().size() >= TOKENS_AXES)
                        .findFirst())
                .map(input -> size(input, 0))
                .orElse(1);
    }

    /** Tokens in a sequence; absent where neither the file nor the user says that sequences go in. */
    OptionalInt length() {
        return tokens().map(input -> OptionalInt.of(size(input, 1))).orElse(OptionalInt.empty());
    }

    /** Without sequences there is none to speak of, unless the user wants it. */
    private OptionalInt paddingPercent() {
        return length().isPresent() || inputs.paddingPercent().orElse(0) > 0
                ? inputs.paddingPercent()
                : OptionalInt.empty();
    }

    private static int size(Tensor tensor, int axis) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, tensor.shape().get(axis)));
    }

    /** Element type that goes through the model's first output, or input, of floating point; else that of its weights. */
    private String dtype() {
        return Stream.concat(metadata.outputs().stream(), metadata.inputs().stream())
                .flatMap(port -> port.type().stream())
                .filter(ElementType::isFloatingPoint)
                .findFirst()
                .or(metadata::weightType)
                .map(ElementType::word)
                .orElseGet(() -> metadata.outputs().get(0).typeWord());
    }

    /** What of the inputs' shapes neither the file nor batch and sequence length say. */
    private Map<String, String> shapeOptions() {
        List<Long> usual =
                length().isPresent() ? List.of((long) batch(), (long) length().getAsInt()) : List.of((long) batch());
        Map<String, String> options = new TreeMap<>();
        for (ModelPort input : metadata.inputs()) {
            List<Long> sizes = inputs.tensors().stream()
                    .filter(tensor -> tensor.name().equals(input.name()))
                    .findFirst()
                    .map(Tensor::shape)
                    .orElse(List.of());
            if (!input.isFixed() && !sizes.equals(usual)) {
                options.put(SHAPE_OPTION + Printable.text(input.name()), InputShapes.text(sizes));
            }
        }
        return options;
    }

    UserFile file() {
        return new UserFile(FLAG, path, sha256);
    }

    /**
     * The same with outputs that are compared with those of the other side's model, unless what must come out is known or its
     * inputs are others.
     */
    UserModel besides(UserModel other) {
        boolean comparable = inputs.expected().isEmpty() && sameInputs(other);
        return comparable ? new UserModel(name, path, metadata, sha256, inputs, sequences, Optional.of(other)) : this;
    }

    private boolean sameInputs(UserModel other) {
        return Set.copyOf(inputs.tensors()).equals(Set.copyOf(other.inputs.tensors()));
    }

    /** The model whose files this one shares. */
    UserModel first() {
        return baseline.orElse(this);
    }

    /** What all scenarios of the model share. */
    record Files(Path inputs, Expectation expectation, Optional<PlannedScenario.PaddedCheck> padded) {}

    /**
     * Writes them.
     *
     * @param number tells models apart
     * @param sharing the models of all scenarios that share them
     */
    Files write(Path folder, int number, List<UserModel> sharing) throws IOException {
        List<ModelMetadata> models =
                sharing.stream().map(UserModel::metadata).distinct().toList();
        String suffix = number + ".safetensors";
        Path file = folder.resolve("inputs-" + suffix);
        Safetensors.write(file, inputs.tensors());
        Expectation expectation = expectation(folder, suffix, models, sharing.size() > 1);
        return new Files(
                file,
                expectation,
                expectation instanceof Expectation.Agreement
                                && !expectation.isOfFirstInference()
                                && inputs.paddingPercent().isPresent()
                                && RandomInputs.haveMask(metadata, inputs.tensors())
                        ? Optional.of(padded(folder, suffix, models))
                        : Optional.empty());
    }

    /** Several runtimes have to agree on rows that are padded differently, too. */
    private PlannedScenario.PaddedCheck padded(Path folder, String suffix, List<ModelMetadata> models)
            throws IOException {
        Path file = folder.resolve("padded-inputs-" + suffix);
        Safetensors.write(file, RandomInputs.masked(metadata, inputs.tensors(), OptionalInt.empty()));
        return new PlannedScenario.PaddedCheck(
                file,
                new Expectation.Agreement(
                        folder.resolve("padded-first-" + suffix), OutputPolicy.tolerance(models), false));
    }

    private Expectation expectation(Path folder, String suffix, List<ModelMetadata> models, boolean several)
            throws IOException {
        Optional<Expectation> never = models.stream()
                .flatMap(model -> OutputPolicy.uncheckable(model).stream())
                .findFirst();
        if (never.isPresent()) {
            return never.get();
        }
        OutputTolerance tolerance = OutputPolicy.tolerance(models);
        // Later outputs depend on how many invocations there were.
        boolean stateful =
                models.stream().anyMatch(model -> !model.stateOperators().isEmpty());
        if (inputs.expected().isPresent()) {
            UserInputs.Expected expected = inputs.expected().get();
            Path file = folder.resolve("expected-" + suffix);
            Safetensors.write(file, expected.outputs());
            return new Expectation.Known(
                    file,
                    stateful ? expected.name() + ", of the first inference" : expected.name(),
                    tolerance,
                    stateful);
        }
        return several
                ? new Expectation.Agreement(folder.resolve("first-" + suffix), tolerance, stateful)
                : new Expectation.None(UNCHECKED, "give what must come out by --expect");
    }

    @Override
    public Prepared prepare(RunnableScenario runnable, ScenarioFiles files) throws IOException {
        Scenario scenario = runnable.scenario();
        Files shared = files.of(this);
        Map<String, String> options = new TreeMap<>(scenario.options());
        options.keySet().removeAll(shapeOptions().keySet());
        OptionalLong flop = flop();
        return new Prepared(
                new PlannedScenario(
                        scenario,
                        runnable.runner(),
                        path.toAbsolutePath(),
                        Optional.of(sha256),
                        shared.inputs(),
                        shared.expectation(),
                        shared.padded(),
                        inputs.sizes(),
                        options,
                        runnable.adapters(),
                        flop),
                new ModelFile(
                        // No path, which may say who the user is.
                        name,
                        sha256,
                        metadata.bytes(),
                        OptionalLong.of(metadata.parameters()),
                        flop,
                        "file@sha256:" + sha256,
                        metadata.format(),
                        opset()));
    }

    /** Of matrix products; absent where they cannot be counted, and where there are none that ratios could be of. */
    private OptionalLong flop() {
        Map<String, List<Long>> shapes = new TreeMap<>();
        inputs.tensors().forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        OptionalLong total =
                metadata.flop(new InputShapes(shapes, inputs.sizes())).total();
        return total.orElse(0) == 0 ? OptionalLong.empty() : total;
    }

    private OptionalInt opset() {
        long opset = metadata.opsets().getOrDefault(ONNX_DOMAIN, Long.MAX_VALUE);
        return opset <= Integer.MAX_VALUE ? OptionalInt.of((int) opset) : OptionalInt.empty();
    }
}
