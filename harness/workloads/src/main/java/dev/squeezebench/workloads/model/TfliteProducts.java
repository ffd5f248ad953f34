package dev.squeezebench.workloads.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/** What the operators of a TensorFlow Lite graph do with its tensors: matrix products and look-ups. */
final class TfliteProducts {
    private final Model model;
    private final SubGraph graph;

    TfliteProducts(Model model, SubGraph graph) {
        this.model = model;
        this.graph = graph;
    }

    /** The operator's products; absent when it computes none. */
    Optional<MatrixProduct> of(Operator operator, int builtin, String name) {
        return switch (builtin) {
            case BuiltinOperator.FULLY_CONNECTED -> counted(name, size(tensor(operator, 1), 1), output(operator));
            case BuiltinOperator.BATCH_MATMUL ->
                counted(name, size(tensor(operator, 0), adjointFirst(operator) ? 2 : 1), output(operator));
            case BuiltinOperator.CONV_2D -> counted(name, filter(operator, 1), output(operator));
            case BuiltinOperator.DEPTHWISE_CONV_2D -> counted(name, area(tensor(operator, 1)), output(operator));
            case BuiltinOperator.CONV_3D,
                    BuiltinOperator.TRANSPOSE_CONV,
                    BuiltinOperator.LSTM,
                    BuiltinOperator.RNN,
                    BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM,
                    BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_RNN,
                    BuiltinOperator.BIDIRECTIONAL_SEQUENCE_LSTM,
                    BuiltinOperator.BIDIRECTIONAL_SEQUENCE_RNN,
                    BuiltinOperator.CUSTOM -> Optional.of(MatrixProduct.unknown(name));
            default -> Optional.empty();
        };
    }

    private static Optional<MatrixProduct> counted(String name, long each, Tensor tensor) {
        return Optional.of(new MatrixProduct(
                name, Optional.of(new MatrixProduct.Work(each, TfliteMetadataReader.dimensions(tensor)))));
    }

    private static boolean adjointFirst(Operator operator) {
        return operator.builtinOptionsType() == BuiltinOptions.BatchMatMulOptions
                && operator.builtinOptions(new BatchMatMulOptions()) instanceof BatchMatMulOptions options
                && options.adjX();
    }

    /** Multiply-adds for each element that comes out of filters {@code [out, height, width, in/groups]}. */
    private long filter(Operator operator, int input) {
        List<Long> sizes = sizes(tensor(operator, input));
        return dev.squeezebench.measure.tensor.Tensor.elements(sizes.subList(1, sizes.size()));
    }

    /** Height by width of filters {@code [1, height, width, out]}. */
    private static long area(Tensor filters) {
        return dev.squeezebench.measure.tensor.Tensor.elements(sizes(filters).subList(1, 3));
    }

    /** Size of an axis counted from the end, 1 the last. */
    private static long size(Tensor tensor, int fromEnd) {
        return tensor.shape(tensor.shapeLength() - fromEnd);
    }

    private Tensor output(Operator operator) {
        return Objects.requireNonNull(graph.tensors(operator.outputs(0)));
    }

    private Tensor tensor(Operator operator, int input) {
        return Objects.requireNonNull(graph.tensors(operator.inputs(input)));
    }

    static List<Long> sizes(Tensor tensor) {
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < tensor.shapeLength(); axis++) {
            sizes.add((long) tensor.shape(axis));
        }
        return sizes;
    }

    /** Whether the file holds its elements. Buffer 0 is empty by convention. */
    boolean isConstant(Tensor tensor) {
        Buffer buffer = Objects.requireNonNull(model.buffers((int) tensor.buffer()));
        return buffer.dataLength() > 0;
    }

    /** Rows of the smallest constant table that a tensor's values look up, directly or through a cast or reshape. */
    OptionalLong rowsLookedUp(int tensor) {
        OptionalLong rows = OptionalLong.empty();
        Set<Integer> seen = new HashSet<>(Set.of(tensor));
        Deque<Integer> values = new ArrayDeque<>(seen);
        while (!values.isEmpty()) {
            int value = values.remove();
            for (int i = 0; i < graph.operatorsLength(); i++) {
                Operator operator = Objects.requireNonNull(graph.operators(i));
                OptionalLong found = rows(operator, value);
                if (found.isPresent() && (rows.isEmpty() || found.getAsLong() < rows.getAsLong())) {
                    rows = found;
                }
                if (passes(operator, value) && seen.add(operator.outputs(0))) {
                    values.add(operator.outputs(0));
                }
            }
        }
        return rows;
    }

    private OptionalLong rows(Operator operator, int value) {
        int kind = kind(operator);
        int ids = kind == BuiltinOperator.EMBEDDING_LOOKUP ? 0 : 1;
        boolean lookUp = kind == BuiltinOperator.EMBEDDING_LOOKUP || kind == BuiltinOperator.GATHER;
        if (!lookUp || operator.inputs(ids) != value || !firstAxis(operator)) {
            return OptionalLong.empty();
        }
        Tensor table = tensor(operator, 1 - ids);
        return isConstant(table) && table.shapeLength() > 0 ? OptionalLong.of(table.shape(0)) : OptionalLong.empty();
    }

    private static boolean firstAxis(Operator operator) {
        return operator.builtinOptionsType() != BuiltinOptions.GatherOptions
                || !(operator.builtinOptions(new GatherOptions()) instanceof GatherOptions options)
                || options.axis() == 0;
    }

    private boolean passes(Operator operator, int value) {
        return switch (kind(operator)) {
            case BuiltinOperator.CAST,
                    BuiltinOperator.RESHAPE,
                    BuiltinOperator.SQUEEZE,
                    BuiltinOperator.EXPAND_DIMS,
                    BuiltinOperator.TRANSPOSE -> operator.inputs(0) == value;
            default -> false;
        };
    }

    private int kind(Operator operator) {
        OperatorCode code = Objects.requireNonNull(model.operatorCodes((int) operator.opcodeIndex()));
        return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
    }
}
