package dev.squeezebench.workloads.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * What is known of a value before a model runs: its shape and, for the few numbers of which shapes are computed, its
 * elements. The rules here are those of array libraries in general and throw an {@link ArithmeticException} where sizes
 * do not fit.
 *
 * @param shape one size for each axis
 * @param elements in row-major order, where they are known
 * @param whole whether the elements are integers or booleans, which are divided without a remainder
 */
record Known(List<Long> shape, Optional<List<Double>> elements, boolean whole) {
    /** More than a shape has axes and less than weights have elements. */
    static final int MOST_ELEMENTS = 64;

    Known {
        shape = List.copyOf(shape);
        elements = elements.filter(all -> all.size() <= MOST_ELEMENTS).map(List::copyOf);
    }

    static Known of(List<Long> shape) {
        return new Known(shape, Optional.empty(), false);
    }

    static Known integers(List<Long> elements) {
        return new Known(
                List.of((long) elements.size()),
                Optional.of(elements.stream().map(Long::doubleValue).toList()),
                true);
    }

    static Known integer(long element) {
        return new Known(List.of(), Optional.of(List.of((double) element)), true);
    }

    /** The same with another shape of as many elements. */
    Known reshaped(List<Long> other) {
        return new Known(other, elements.filter(all -> all.size() == product(other)), whole);
    }

    int rank() {
        return shape.size();
    }

    /** Index of an axis that may be counted from the end. */
    int axis(long axis) {
        return axis(axis, rank());
    }

    static int axis(long axis, int rank) {
        long index = axis < 0 ? axis + rank : axis;
        if (index < 0 || index >= rank) {
            throw new ArithmeticException("axis " + axis + " of " + rank);
        }
        return (int) index;
    }

    /** Size of an axis, which may be counted from the end. */
    long size(long axis) {
        return shape.get(axis(axis));
    }

    /** The elements as integers. */
    List<Long> integers() {
        return elements.orElseThrow(() -> new ArithmeticException("elements are not known")).stream()
                .map(Double::longValue)
                .toList();
    }

    static long product(List<Long> sizes) {
        long product = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw new ArithmeticException("a size below 0");
            }
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** Shape of an element-wise operation: axes of size 1, and such as are missing in front, are repeated. */
    static List<Long> broadcast(List<Long> a, List<Long> b) {
        int rank = Math.max(a.size(), b.size());
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            long first = axis < rank - a.size() ? 1 : a.get(axis - (rank - a.size()));
            long second = axis < rank - b.size() ? 1 : b.get(axis - (rank - b.size()));
            if (first != second && first != 1 && second != 1) {
                throw new ArithmeticException(a + " and " + b + " do not fit");
            }
            shape.add(first == 1 ? second : first);
        }
        return shape;
    }

    /** An element-wise operation on two values. */
    Known combine(Known other, DoubleBinaryOperator operator, boolean wholeResult) {
        List<Long> out = broadcast(shape, other.shape);
        if (elements.isEmpty() || other.elements.isEmpty() || product(out) > MOST_ELEMENTS) {
            return new Known(out, Optional.empty(), wholeResult);
        }
        List<Double> a = expanded(out);
        List<Double> b = other.expanded(out);
        List<Double> result = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            result.add(operator.applyAsDouble(a.get(i), b.get(i)));
        }
        return new Known(out, Optional.of(result), wholeResult);
    }

    /** An element-wise operation on one value. */
    Known map(DoubleUnaryOperator operator, boolean wholeResult) {
        return new Known(
                shape,
                elements.map(all -> all.stream()
                        .map(element -> operator.applyAsDouble(element))
                        .toList()),
                wholeResult);
    }

    /** Repeated to a shape that it broadcasts to. */
    Known expand(List<Long> out) {
        return new Known(
                out,
                elements.isPresent() && product(out) <= MOST_ELEMENTS ? Optional.of(expanded(out)) : Optional.empty(),
                whole);
    }

    private List<Double> expanded(List<Long> out) {
        List<Double> all = elements.orElseThrow();
        int count = (int) product(out);
        List<Double> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int rest = i;
            int place = 0;
            int stride = 1;
            for (int axis = out.size() - 1; axis >= 0; axis--) {
                long size = out.get(axis);
                int own = axis - (out.size() - rank());
                if (own >= 0) {
                    place += shape.get(own) == 1 ? 0 : (int) (rest % size) * stride;
                    stride *= shape.get(own).intValue();
                }
                rest /= (int) size;
            }
            result.add(all.get(place));
        }
        return result;
    }

    /** Product of two stacks of matrices. */
    static List<Long> matmul(List<Long> a, List<Long> b) {
        List<Long> first = a.size() == 1 ? List.of(1L, a.get(0)) : a;
        List<Long> second = b.size() == 1 ? List.of(b.get(0), 1L) : b;
        int m = first.size();
        int n = second.size();
        if (m < 2 || n < 2 || !first.get(m - 1).equals(second.get(n - 2))) {
            throw new ArithmeticException(a + " by " + b + " is no matrix product");
        }
        List<Long> shape = new ArrayList<>(broadcast(first.subList(0, m - 2), second.subList(0, n - 2)));
        if (a.size() > 1) {
            shape.add(first.get(m - 2));
        }
        if (b.size() > 1) {
            shape.add(second.get(n - 1));
        }
        return shape;
    }

    /** The last two axes exchanged. */
    static List<Long> transposed(List<Long> matrix) {
        List<Long> shape = new ArrayList<>(matrix);
        int last = shape.size() - 1;
        java.util.Collections.swap(shape, last - 1, last);
        return shape;
    }

    /** Positions of a window on an axis. */
    static long positions(long size, long window, long stride, long dilation, long padding, boolean ceiling) {
        long free = Math.addExact(size, padding) - (dilation * (window - 1) + 1);
        if (free < 0 || stride < 1) {
            throw new ArithmeticException("a window larger than its axis");
        }
        return (ceiling ? -Math.floorDiv(-free, stride) : free / stride) + 1;
    }

    /** Axes out of a list of sizes of which one may be -1: what remains. */
    static List<Long> resolve(List<Long> sizes, long elements) {
        long known = 1;
        int open = -1;
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i) == -1 && open < 0) {
                open = i;
            } else if (sizes.get(i) < 0) {
                throw new ArithmeticException("sizes " + sizes);
            } else {
                known = Math.multiplyExact(known, sizes.get(i));
            }
        }
        List<Long> shape = new ArrayList<>(sizes);
        if (open >= 0) {
            shape.set(open, known == 0 ? 0 : elements / known);
        }
        if (product(shape) != elements) {
            throw new ArithmeticException(elements + " elements do not fit " + sizes);
        }
        return shape;
    }

    /** Values one after the other on an axis. */
    static Known concat(List<Known> parts, int axis) {
        List<Long> shape = new ArrayList<>(parts.get(0).shape);
        shape.set(axis, parts.stream().mapToLong(part -> part.shape.get(axis)).reduce(0, Math::addExact));
        boolean known = shape.size() == 1 && parts.stream().allMatch(part -> part.elements.isPresent());
        return new Known(
                shape,
                known
                        ? Optional.of(parts.stream()
                                .flatMap(part -> part.elements.orElseThrow().stream())
                                .toList())
                        : Optional.empty(),
                parts.stream().allMatch(Known::whole));
    }

    /** Without axes of a reduction, or with size 1 in their place; all axes where none is named. */
    List<Long> reduced(List<Long> axes, boolean keep) {
        List<Integer> gone = axes.stream().map(this::axis).toList();
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            boolean reduced = axes.isEmpty() || gone.contains(axis);
            if (!reduced || keep) {
                shape.add(reduced ? 1L : this.shape.get(axis));
            }
        }
        return shape;
    }

    /** Every {@code step}th from {@code start} to before {@code end} on an axis, bounds cut off as in Python. */
    Known slice(int axis, long start, long end, long step) {
        long size = shape.get(axis);
        if (step == 0 || step == Long.MIN_VALUE) {
            throw new ArithmeticException("a step of " + step);
        }
        long first = bound(start, size, step);
        long last = bound(end, size, step);
        long count = Math.max(0, step > 0 ? -Math.floorDiv(first - last, step) : -Math.floorDiv(last - first, -step));
        List<Long> out = new ArrayList<>(shape);
        out.set(axis, count);
        Optional<List<Double>> picked = Optional.empty();
        if (rank() == 1 && elements.isPresent()) {
            List<Double> all = elements.get();
            List<Double> some = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                some.add(all.get((int) (first + i * step)));
            }
            picked = Optional.of(some);
        }
        return new Known(out, picked, whole);
    }

    private static long bound(long index, long size, long step) {
        long from = index < 0 ? Math.max(index, -size - 1) + size : index;
        return step > 0 ? Math.max(0, Math.min(from, size)) : Math.max(-1, Math.min(from, size - 1));
    }

    /** Rows of an axis in the order of indices. */
    Known gather(int axis, Known indices) {
        List<Long> out = new ArrayList<>(shape.subList(0, axis));
        out.addAll(indices.shape);
        out.addAll(shape.subList(axis + 1, rank()));
        Optional<List<Double>> picked = Optional.empty();
        if (rank() == 1 && elements.isPresent() && indices.elements.isPresent()) {
            List<Double> all = elements.get();
            picked = Optional.of(indices.integers().stream()
                    .map(index -> all.get(Known.axis(index, all.size())))
                    .toList());
        }
        return new Known(out, picked, whole);
    }

    /** Axes in another order. */
    Known permuted(List<Long> order) {
        if (order.size() != rank()) {
            throw new ArithmeticException("an order of " + order.size() + " axes for " + rank());
        }
        return new Known(order.stream().map(this::size).toList(), rank() < 2 ? elements : Optional.empty(), whole);
    }

    /** With axes of size 1 put in. */
    Known unsqueezed(List<Long> axes) {
        int rank = rank() + axes.size();
        List<Integer> added = axes.stream().map(axis -> axis(axis, rank)).toList();
        List<Long> shape = new ArrayList<>();
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            shape.add(added.contains(axis) ? 1L : this.shape.get(next++));
        }
        return reshaped(shape);
    }

    /** Without some axes of size 1; without all of them where none is named. */
    Known squeezed(List<Long> axes) {
        List<Integer> gone = axes.stream().map(this::axis).toList();
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            boolean named = gone.isEmpty() ? this.shape.get(axis) == 1 : gone.contains(axis);
            if (!named) {
                shape.add(this.shape.get(axis));
            }
        }
        return reshaped(shape);
    }
}
