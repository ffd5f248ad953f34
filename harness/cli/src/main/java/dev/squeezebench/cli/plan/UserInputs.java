package dev.squeezebench.cli.plan;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.tensors.GivenInputs;
import dev.squeezebench.workloads.tensors.GivenOutputs;
import dev.squeezebench.workloads.tensors.NetworkTensors;
import dev.squeezebench.workloads.tensors.TensorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What goes into a model, and what must come out, where the program does not make both itself.
 *
 * @param tensors one for every input, under the model's names and in its order
 * @param sizes of the model's symbolic axes, by symbol
 * @param paddingPercent hidden positions of a hundred; absent where the user's data are what they are
 * @param expected what must come out; absent where that is not known
 */
public record UserInputs(
        List<Tensor> tensors, Map<String, Long> sizes, OptionalInt paddingPercent, Optional<Expected> expected) {
    private static final int NAME_DIGITS = 8;

    public UserInputs {
        tensors = List.copyOf(tensors);
        sizes = Map.copyOf(sizes);
    }

    /**
     * What must come out.
     *
     * @param name how result files call it
     * @param outputs under the model's names
     * @param states the states after the embeddings and after each block of a network, as far as the file has them
     * @param absent outputs of the model that the file lacks
     */
    public record Expected(String name, List<Tensor> outputs, List<Tensor> states, List<String> absent) {
        public Expected {
            outputs = List.copyOf(outputs);
            states = List.copyOf(states);
            absent = List.copyOf(absent);
        }
    }

    /**
     * Data for a network.
     *
     * @throws UnreadableFileException when an input is missing or does not fit, or the file has no output
     */
    static UserInputs of(TrainedNetwork trained, GivenInputs inputs, Optional<TensorFile> expect) throws IOException {
        Optional<Expected> expected = Optional.empty();
        if (expect.isPresent()) {
            TensorFile file = expect.get();
            List<TensorInfo> states = NetworkTensors.states(trained.network());
            GivenOutputs outputs = GivenOutputs.of(file, NetworkTensors.outputs(trained.network()), inputs);
            boolean hasStates = states.stream().map(TensorInfo::name).anyMatch(file.names()::contains);
            expected = Optional.of(new Expected(
                    name(file),
                    outputs.tensors(),
                    hasStates ? GivenOutputs.of(file, states, inputs).tensors() : List.of(),
                    outputs.absent()));
        }
        return new UserInputs(inputs.tensors(), inputs.sizes(), OptionalInt.empty(), expected);
    }

    /**
     * Data for a user's model, under the names of its inputs and outputs or of those of its signature.
     *
     * @throws UnreadableFileException when an input is missing or does not fit, or the file has no output
     */
    static UserInputs of(ModelMetadata model, TensorFile file, Optional<TensorFile> expect) throws IOException {
        GivenInputs inputs = GivenInputs.of(file, infos(model, model.inputs(), file));
        return new UserInputs(
                named(inputs.tensors(), model.inputs()),
                inputs.sizes(),
                OptionalInt.empty(),
                expect.isPresent() ? Optional.of(expected(model, expect.get(), inputs)) : Optional.empty());
    }

    private static Expected expected(ModelMetadata model, TensorFile file, GivenInputs inputs) throws IOException {
        // What is not compared may be of any type.
        List<ModelPort> comparable = model.outputs().stream()
                .filter(output ->
                        output.type().isPresent() || file.names().stream().anyMatch(output::answersTo))
                .toList();
        GivenOutputs outputs = GivenOutputs.of(file, infos(model, comparable, file), inputs);
        return new Expected(
                name(file),
                named(outputs.tensors(), model.outputs()),
                List.of(),
                Stream.concat(
                                outputs.absent().stream(),
                                model.outputs().stream()
                                        .filter(output -> !comparable.contains(output))
                                        .map(ModelPort::name))
                        .toList());
    }

    private static String name(TensorFile file) {
        return "expect@sha256:" + file.sha256().substring(0, NAME_DIGITS);
    }

    /** The model's ports under the names that the file uses. */
    private static List<TensorInfo> infos(ModelMetadata model, List<ModelPort> ports, TensorFile file)
            throws IOException {
        List<TensorInfo> infos = new ArrayList<>();
        for (ModelPort port : ports) {
            String name = port.alias()
                    .filter(alias ->
                            !file.names().contains(port.name()) && file.names().contains(alias))
                    .orElse(port.name());
            ElementType type = port.requireType(model.file());
            infos.add(new TensorInfo(name, type, dimensions(port, name, file)));
        }
        return infos;
    }

    /** A port of which the model does not say how many axes it has takes what is given. */
    private static List<Dimension> dimensions(ModelPort port, String name, TensorFile file) throws IOException {
        if (port.dimensions().isPresent()) {
            return port.dimensions().get();
        }
        int axes = file.names().contains(name) ? file.tensor(name).shape().size() : 0;
        return Stream.generate(() -> new Dimension(OptionalLong.empty(), Optional.empty()))
                .limit(axes)
                .toList();
    }

    private static List<Tensor> named(List<Tensor> tensors, List<ModelPort> ports) {
        return tensors.stream()
                .map(tensor -> new Tensor(name(tensor.name(), ports), tensor.type(), tensor.shape(), tensor.data()))
                .toList();
    }

    private static String name(String word, List<ModelPort> ports) {
        return ports.stream().map(ModelPort::name).anyMatch(word::equals)
                ? word
                : ports.stream()
                        .filter(port -> port.answersTo(word))
                        .findFirst()
                        .orElseThrow()
                        .name();
    }
}
