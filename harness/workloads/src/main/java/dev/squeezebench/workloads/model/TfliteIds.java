package dev.squeezebench.workloads.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/** How many rows the tables have that an input's values look up, directly or through a cast or reshape. */
final class TfliteIds {
    private final Model model;
    private final SubGraph graph;
    private final Map<Integer, List<Operator>> readers = new HashMap<>();

    TfliteIds(Model model, SubGraph graph) {
        this.model = model;
        this.graph = graph;
        for (int i = 0; i < graph.operatorsLength(); i++) {
            Operator operator = Objects.requireNonNull(graph.operators(i));
            for (int input = 0; input < operator.inputsLength(); input++) {
                readers.computeIfAbsent(operator.inputs(input), first -> new ArrayList<>())
                        .add(operator);
            }
        }
    }

    static List<Long> sizes(Tensor tensor) {
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < tensor.shapeLength(); axis++) {
            sizes.add((long) tensor.shape(axis));
        }
        return sizes;
    }

    /** Number of an operator's kind. Above 127 it is in a wider field that old files lack. */
    static int kind(Model model, Operator operator) {
        OperatorCode code = Objects.requireNonNull(model.operatorCodes((int) operator.opcodeIndex()));
        return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
    }

    /** Whether the file has a tensor's elements. */
    boolean isConstant(Tensor tensor) {
        return new TfliteBuffers(model).has(tensor);
    }

    /** Rows of the smallest constant table that a tensor's values look up. */
    OptionalLong rows(int tensor) {
        OptionalLong rows = OptionalLong.empty();
        Set<Integer> seen = new HashSet<>(Set.of(tensor));
        Deque<Integer> values = new ArrayDeque<>(seen);
        while (!values.isEmpty()) {
            int value = values.remove();
            for (Operator operator : readers.getOrDefault(value, List.of())) {
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
        int kind = kind(model, operator);
        int ids = kind == BuiltinOperator.EMBEDDING_LOOKUP ? 0 : 1;
        boolean lookUp = kind == BuiltinOperator.EMBEDDING_LOOKUP || kind == BuiltinOperator.GATHER;
        if (!lookUp || operator.inputs(ids) != value || !firstAxis(operator)) {
            return OptionalLong.empty();
        }
        Tensor table = Objects.requireNonNull(graph.tensors(operator.inputs(1 - ids)));
        return isConstant(table) && table.shapeLength() > 0 ? OptionalLong.of(table.shape(0)) : OptionalLong.empty();
    }

    private static boolean firstAxis(Operator operator) {
        return operator.builtinOptionsType() != BuiltinOptions.GatherOptions
                || !(operator.builtinOptions(new GatherOptions()) instanceof GatherOptions options)
                || options.axis() == 0;
    }

    private boolean passes(Operator operator, int value) {
        return switch (kind(model, operator)) {
            case BuiltinOperator.CAST,
                    BuiltinOperator.RESHAPE,
                    BuiltinOperator.SQUEEZE,
                    BuiltinOperator.EXPAND_DIMS,
                    BuiltinOperator.TRANSPOSE -> operator.inputs(0) == value;
            default -> false;
        };
    }
}
