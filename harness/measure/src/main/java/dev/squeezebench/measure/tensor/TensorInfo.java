package dev.squeezebench.measure.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a model says of one of its inputs or outputs.
 *
 * @param name as in the model
 * @param type element type
 * @param dimensions one for each axis
 */
public record TensorInfo(String name, ElementType type, List<Dimension> dimensions) {
    public TensorInfo {
        dimensions = Collections.unmodifiableList(new ArrayList<>(dimensions));
    }

    /**
     * One axis.
     *
     * @param size fixed size; absent where it is decided by the data
     * @param symbol name the model gives an axis that has no fixed size
     */
    public record Dimension(OptionalLong size, Optional<String> symbol) {}
}
