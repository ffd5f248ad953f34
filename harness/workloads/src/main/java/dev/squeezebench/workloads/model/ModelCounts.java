package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.ElementType;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts operators and parameters while a model's graphs are walked. */
final class ModelCounts {
    private final Map<String, Long> operators = new TreeMap<>();
    private final Map<ElementType, Long> weights = new EnumMap<>(ElementType.class);
    private long parameters;

    void operator(String name) {
        operators.merge(name, 1L, Long::sum);
    }

    /** @param type absent where we have no word for it */
    void weights(Optional<ElementType> type, long elements) {
        parameters += elements;
        type.ifPresent(known -> weights.merge(known, elements, Long::sum));
    }

    List<OperatorCount> operators() {
        return operators.entrySet().stream()
                .map(entry -> new OperatorCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(OperatorCount::count).reversed())
                .toList();
    }

    long parameters() {
        return parameters;
    }

    /** The type of most parameters. */
    Optional<ElementType> weightType() {
        return weights.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
