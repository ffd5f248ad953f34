package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A node that computes matrix products.
 *
 * @param operator as in {@link OperatorCount}
 * @param work how much; absent where the file does not tell the shapes
 */
public record MatrixProduct(String operator, Optional<Work> work) {
    /**
     * Multiply-adds as a product of sizes.
     *
     * @param each multiply-adds for each element of the tensor
     * @param tensor dimensions of the tensor that is counted
     */
    public record Work(long each, List<Dimension> tensor) {
        public Work {
            tensor = List.copyOf(tensor);
        }
    }

    /** A node whose shapes the file does not tell. */
    static MatrixProduct unknown(String operator) {
        return new MatrixProduct(operator, Optional.empty());
    }

    /**
     * Floating-point operations, 2 a multiply-add; absent where a size is unknown or the product overflows.
     *
     * @param symbols sizes of the symbolic dimensions
     */
    public OptionalLong flop(Map<String, Long> symbols) {
        if (work.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long flop = Math.multiplyExact(2, work.get().each());
            for (Dimension dimension : work.get().tensor()) {
                Optional<Long> size = dimension.size().isPresent()
                        ? Optional.of(dimension.size().getAsLong())
                        : dimension.symbol().flatMap(symbol -> Optional.ofNullable(symbols.get(symbol)));
                if (size.isEmpty()) {
                    return OptionalLong.empty();
                }
                flop = Math.multiplyExact(flop, size.get());
            }
            return OptionalLong.of(flop);
        } catch (ArithmeticException overflow) {
            return OptionalLong.empty();
        }
    }
}
