package dev.squeezebench.cli.plan;

import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.OperatorCount;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the output check can say of a user's model, from what its file says of itself: {@code docs/own-models.md}. */
final class OutputPolicy {
    /** Operators that compute in 8 bits or fewer, or go there and back, in ONNX (with its contributed ones) and TensorFlow Lite. */
    private static final Pattern QUANTISED = Pattern.compile(
            "(?i)(.*[.])?(QLinear.*|.*Integer|DynamicQuantize.*|QuantizeLinear|DequantizeLinear|QGemm|QAttention|QEmbed.*"
                    + "|QMoE|QOrdered.*|MatMulNBits|MatMulBnb4|MatMulFpQ4|QUANTIZE|DEQUANTIZE|FAKE_QUANT)");

    private OutputPolicy() {}

    /** Why its outputs cannot be compared with anything; empty where they can. */
    static Optional<Expectation> uncheckable(ModelMetadata model) {
        if (!model.randomOperators().isEmpty()) {
            return Optional.of(new Expectation.None(
                    "the model draws random numbers (" + String.join(", ", model.randomOperators()) + ")",
                    "check a version of the model without random operators"));
        }
        if (model.outputs().stream().allMatch(output -> output.type().isEmpty())) {
            return Optional.of(new Expectation.None(
                    "no output of the model is a tensor of numbers that can be compared",
                    "give the model an output of numbers to check it by"));
        }
        return Optional.empty();
    }

    /** How far the outputs of models may be from what is expected, or from one another: the coarsest decides. */
    static OutputTolerance tolerance(List<ModelMetadata> models) {
        List<ElementType> types = models.stream()
                .flatMap(model -> Stream.concat(
                        model.weightType().stream(), model.outputs().stream().flatMap(port -> port.type().stream())))
                .toList();
        boolean quantised = models.stream()
                .flatMap(model -> model.operators().stream())
                .map(OperatorCount::name)
                .anyMatch(name -> QUANTISED.matcher(name).matches());
        return OutputTolerance.ofUserModel(types, quantised);
    }
}
