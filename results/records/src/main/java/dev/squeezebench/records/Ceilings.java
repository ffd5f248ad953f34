package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a runtime reaches at best on a machine, with the threads of a scenario: matrix products and copies in a graph of their own,
 * timed by the same profiler in the same run. The times of a model's operators are compared with it.
 *
 * @param products matrix products in float32, at least one
 * @param scalings tensors times a number, in float32, at least one
 */
public record Ceilings(List<Product> products, List<Scaling> scalings) {
    private static final int FLOAT32_BYTES = 4;

    public Ceilings {
        products = Collections.unmodifiableList(new ArrayList<>(products));
        scalings = Collections.unmodifiableList(new ArrayList<>(scalings));
        if (products.isEmpty() || scalings.isEmpty()) {
            throw new IllegalArgumentException("ceilings are of at least one product and one scaling");
        }
    }

    /**
     * A product of what is computed with trained weights: {@code [rows, inner]} by {@code [inner, columns]}.
     *
     * @param rows of the left operand
     * @param inner what is summed over
     * @param columns of the weights
     * @param ns time of each invocation
     */
    public record Product(int rows, int inner, int columns, LongSeries ns) {
        public Product {
            if (rows < 1 || inner < 1 || columns < 1 || ns.isEmpty()) {
                throw new IllegalArgumentException("a product has sizes and times");
            }
        }

        /** Floating-point operations of one, 2 a multiply-add. */
        public double flop() {
            return 2.0 * rows * inner * columns;
        }
    }

    /**
     * A tensor times a number, as STREAM's Scale (McCalpin 1995).
     *
     * @param elements of the tensor
     * @param ns time of each invocation
     */
    public record Scaling(int elements, LongSeries ns) {
        public Scaling {
            if (elements < 1 || ns.isEmpty()) {
                throw new IllegalArgumentException("a scaling has a size and times");
            }
        }

        /** Bytes that one reads and writes; what a cache fetches in order to write is not counted, as STREAM does it. */
        public long bytes() {
            return 2L * FLOAT32_BYTES * elements;
        }
    }
}
