package dev.squeezebench.cli.plan;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.RandomInputs;
import dev.squeezebench.workloads.tensors.GivenInputs;
import dev.squeezebench.workloads.tensors.GivenOutputs;
import dev.squeezebench.workloads.tensors.TensorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What goes into a model of the user's own, and what must come out.
 *
 * @param inputs a tensor for every input, under the model's names
 * @param shapes sizes of the inputs' axes
 * @param expected outputs under the model's names; absent where nobody has said what they must be
 * @param absent outputs of the model that the user's file of expected ones has not
 */
record OwnData(List<Tensor> inputs, InputShapes shapes, Optional<Expected> expected, List<String> absent) {
    private static final int NAME_DIGITS = 8;

    OwnData {
        inputs = List.copyOf(inputs);
        absent = List.copyOf(absent);
    }

    /**
     * What must come out.
     *
     * @param name how result files call it
     * @param outputs under the model's names
     */
    record Expected(String name, List<Tensor> outputs) {
        Expected {
            outputs = List.copyOf(outputs);
        }
    }

    /** Random inputs of the sizes that the file and the user say. */
    static OwnData made(ModelMetadata face, Map<String, List<Long>> shapes, long seed) throws UnreadableFileException {
        InputShapes decided = InputShapes.of(face, shapes);
        return new OwnData(new RandomInputs(seed).of(face, decided), decided, Optional.empty(), List.of());
    }

    /**
     * The user's data: tensors under the names of the model's inputs and outputs, or of those of its signature.
     *
     * @throws UnreadableFileException when an input is missing or does not fit, or no output is there
     */
    static OwnData given(ModelMetadata face, TensorFile inputs, Optional<TensorFile> expect) throws IOException {
        GivenInputs given = GivenInputs.of(inputs, infos(face, face.inputs(), inputs));
        List<Tensor> tensors = named(given.tensors(), face.inputs());
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        tensors.forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        Optional<Expected> expected = Optional.empty();
        List<String> absent = List.of();
        if (expect.isPresent()) {
            TensorFile file = expect.get();
            // What is not compared may be of any type.
            List<ModelPort> comparable = face.outputs().stream()
                    .filter(output ->
                            output.type().isPresent() || file.names().stream().anyMatch(output::answersTo))
                    .toList();
            GivenOutputs outputs = GivenOutputs.of(file, infos(face, comparable, file), given);
            absent = Stream.concat(
                            outputs.absent().stream(),
                            face.outputs().stream()
                                    .filter(output -> !comparable.contains(output))
                                    .map(ModelPort::name))
                    .toList();
            expected = Optional.of(new Expected(
                    "expect@sha256:" + file.sha256().substring(0, NAME_DIGITS),
                    named(outputs.tensors(), face.outputs())));
        }
        return new OwnData(tensors, new InputShapes(shapes, given.sizes()), expected, absent);
    }

    /** The model's ports under the names that the file uses. */
    private static List<TensorInfo> infos(ModelMetadata face, List<ModelPort> ports, TensorFile file)
            throws IOException {
        List<TensorInfo> infos = new ArrayList<>();
        for (ModelPort port : ports) {
            String name = port.alias()
                    .filter(alias ->
                            !file.names().contains(port.name()) && file.names().contains(alias))
                    .orElse(port.name());
            ElementType type = port.requireType(face.file());
            infos.add(new TensorInfo(name, type, dimensions(port, name, file)));
        }
        return infos;
    }

    /** A port of which the file does not say how many axes it has takes what is given. */
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
