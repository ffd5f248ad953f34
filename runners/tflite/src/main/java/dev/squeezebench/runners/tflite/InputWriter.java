package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.tensorflowlite.Interpreter;

/** Writes inputs to where an interpreter reads them. */
final class InputWriter {
    private final Interpreter interpreter;

    InputWriter(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * Gives axes without a fixed size the inputs' sizes, then copies the elements.
     *
     * @throws RunnerException when an input is missing, unknown, or of another type or shape
     */
    void write(List<Tensor> inputs) throws RunnerException {
        List<NativeTensor> targets = NativeTensor.inputs(interpreter);
        List<Tensor> sources = inOrder(inputs, targets);
        boolean resized = false;
        for (int i = 0; i < targets.size(); i++) {
            check(sources.get(i), targets.get(i));
            resized |= targets.get(i).resize(interpreter, sources.get(i).shape());
        }
        if (resized) {
            Status.check(interpreter.AllocateTensors(), "AllocateTensors");
            targets = NativeTensor.inputs(interpreter);
        }
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).data().put(sources.get(i).data());
        }
    }

    private static List<Tensor> inOrder(List<Tensor> inputs, List<NativeTensor> targets) throws RunnerException {
        Map<String, Tensor> byName = new HashMap<>();
        for (Tensor input : inputs) {
            byName.put(input.name(), input);
        }
        List<Tensor> ordered = new ArrayList<>();
        for (NativeTensor target : targets) {
            Tensor input = byName.get(target.name());
            if (input != null) {
                ordered.add(IntegerWidth.fit(input, target.type()));
            }
        }
        if (ordered.size() != targets.size() || inputs.size() != targets.size()) {
            String wanted = targets.stream().map(NativeTensor::name).collect(Collectors.joining(", "));
            String given = inputs.stream().map(Tensor::name).collect(Collectors.joining(", "));
            throw new RunnerException("the model's inputs are '" + wanted + "' and not '" + given + "'");
        }
        return ordered;
    }

    private static void check(Tensor input, NativeTensor target) throws RunnerException {
        ElementType type = target.type();
        if (input.type() != type) {
            throw new RunnerException("input '" + input.name() + "' is " + type.word() + " and not "
                    + input.type().word());
        }
        if (!target.takes(input.shape())) {
            throw new RunnerException(
                    "input '" + input.name() + "' has shape " + target.declaredShape() + " and not " + input.shape());
        }
    }
}
