package dev.squeezebench.runners.onnxruntime.placement;

import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The arithmetic of a node by the shapes that ONNX Runtime's profile has: two FLOP for each multiply-add of matrix products and
 * convolutions, and none of the others.
 */
final class NodeFlop {
    /** As the profile calls the element types. */
    private static final List<String> TYPES = List.of(
            "float",
            "float16",
            "bfloat16",
            "double",
            "int8",
            "uint8",
            "int16",
            "uint16",
            "int32",
            "uint32",
            "int64",
            "uint64",
            "bool");

    private static final String PRODUCT = "MatMul";

    /** Those whose first input may be transposed. */
    private static final Set<String> TRANSPOSED = Set.of("FusedMatMul", "Gemm", "FusedGemm");

    private static final Set<String> CONVOLUTIONS = Set.of("Conv", "FusedConv", "NhwcConv", "NhwcFusedConv");

    /** Parts of the names of operators whose arithmetic is not known here: attention, other products, whole subgraphs. */
    private static final List<String> UNKNOWN =
            List.of("MatMul", "Gemm", "Conv", "Attention", "LSTM", "GRU", "RNN", "Einsum", "TRTKernel", "TensorRT");

    /** A part of the graph that a provider such as NNAPI compiled: its name, the model's hash and a number. */
    private static final Pattern COMPILED = Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:_[0-9]+){2}");

    private NodeFlop() {}

    /** Of a node of this kind; absent where it is one with arithmetic, and the profile lacks what tells how much. */
    static OptionalDouble of(String kind, JsonFields arguments) {
        List<LongSeries> inputs = shapes(arguments, "input_type_shape");
        List<LongSeries> outputs = shapes(arguments, "output_type_shape");
        boolean known = !inputs.isEmpty() && !outputs.isEmpty();
        if (known && kind.equals(PRODUCT) && !inputs.get(0).isEmpty()) {
            return OptionalDouble.of(2.0 * elements(outputs.get(0)) * last(inputs.get(0)));
        }
        if (known && TRANSPOSED.contains(kind) && !outputs.get(0).isEmpty()) {
            // Each of its rows is multiplied by each column of the other, whichever way it lies.
            return OptionalDouble.of(2.0 * elements(inputs.get(0)) * last(outputs.get(0)));
        }
        if (known && CONVOLUTIONS.contains(kind)) {
            return convolution(inputs, outputs.get(0));
        }
        return UNKNOWN.stream().anyMatch(kind::contains)
                        || COMPILED.matcher(kind).matches()
                ? OptionalDouble.empty()
                : OptionalDouble.of(0);
    }

    private static double last(LongSeries sizes) {
        return sizes.get(sizes.size() - 1);
    }

    /** Weights are output channels x input channels of a group x kernel; the runtime leaves them out where it packed them. */
    private static OptionalDouble convolution(List<LongSeries> inputs, LongSeries output) {
        if (inputs.size() < 2
                || inputs.get(1).size() != inputs.get(0).size()
                || inputs.get(1).get(0) < 1) {
            return OptionalDouble.empty();
        }
        LongSeries weights = inputs.get(1);
        return OptionalDouble.of(2.0 * elements(output) * elements(weights) / weights.get(0));
    }

    private static List<LongSeries> shapes(JsonFields arguments, String name) {
        if (!arguments.has(name)) {
            return List.of();
        }
        List<LongSeries> shapes = new ArrayList<>();
        arguments.objects(name, NodeFlop::shape).forEach(shape -> shape.ifPresent(shapes::add));
        return shapes;
    }

    private static Optional<LongSeries> shape(JsonFields tensor) {
        return TYPES.stream().filter(tensor::has).findFirst().map(tensor::integers);
    }

    private static double elements(LongSeries sizes) {
        double product = 1;
        for (long size : sizes.toArray()) {
            product *= size;
        }
        return product;
    }
}
