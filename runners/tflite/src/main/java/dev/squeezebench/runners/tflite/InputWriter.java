package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.ElementType;
import dev.squeezebench.measure.RunnerException;
import dev.squeezebench.measure.Tensor;
import dev.squeezebench.measure.TensorInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.bytedeco.tensorflowlite.Interpreter;

/** Writes inputs to where an interpreter reads them. */
final class InputWriter {
    private final Interpreter interpreter;
    private final List<TensorInfo> declared;

    InputWriter(Interpreter interpreter, List<TensorInfo> declared) {
        this.interpreter = interpreter;
        this.declared = declared;
    }

    /**
     * Gives axes without a fixed size the inputs' sizes, then copies the elements.
     *
     * @throws RunnerException when an input is missing, unknown, or of another type or shape
     */
    void write(List<Tensor> inputs) throws RunnerException {
        List<Tensor> ordered = inOrder(inputs);
        boolean resized = false;
        for (int i = 0; i < ordered.size(); i++) {
            check(ordered.get(i), input(i));
            resized |= resize(i, ordered.get(i));
        }
        if (resized) {
            Status.check(interpreter.AllocateTensors(), "AllocateTensors");
        }
        for (int i = 0; i < ordered.size(); i++) {
            input(i).data().put(ordered.get(i).data());
        }
    }

    private List<Tensor> inOrder(List<Tensor> inputs) throws RunnerException {
        Map<String, Tensor> byName = new HashMap<>();
        for (Tensor input : inputs) {
            byName.put(input.name(), input);
        }
        List<Tensor> ordered = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (TensorInfo input : declared) {
            names.add(input.name());
        }
        if (!names.equals(byName.keySet()) || inputs.size() != declared.size()) {
            throw new RunnerException("the model's inputs are " + String.join(", ", names) + " and not "
                    + String.join(", ", new TreeSet<>(byName.keySet())));
        }
        for (TensorInfo input : declared) {
            ordered.add(IntegerWidth.fit(Objects.requireNonNull(byName.get(input.name())), input.type()));
        }
        return ordered;
    }

    private static void check(Tensor input, NativeTensor tensor) throws RunnerException {
        ElementType type = tensor.type();
        if (input.type() != type) {
            throw new RunnerException("input '" + input.name() + "' is " + type.word() + " and not "
                    + input.type().word());
        }
        List<Long> shape = tensor.declaredShape();
        boolean fits = shape.size() == input.shape().size();
        for (int axis = 0; fits && axis < shape.size(); axis++) {
            fits = shape.get(axis) < 0 || shape.get(axis).equals(input.shape().get(axis));
        }
        if (!fits) {
            throw new RunnerException("input '" + input.name() + "' has shape " + shape + " and not " + input.shape());
        }
    }

    private boolean resize(int index, Tensor input) throws RunnerException {
        if (input(index).shape().equals(input.shape())) {
            return false;
        }
        int[] sizes = input.shape().stream().mapToInt(Math::toIntExact).toArray();
        Status.check(interpreter.ResizeInputTensorStrict(interpreter.inputs().get(index), sizes), "ResizeInputTensor");
        return true;
    }

    private NativeTensor input(int index) {
        return new NativeTensor(declared.get(index).name(), interpreter.input_tensor(index));
    }
}
