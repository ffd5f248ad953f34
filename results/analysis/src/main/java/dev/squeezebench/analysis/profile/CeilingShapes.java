package dev.squeezebench.analysis.profile;

import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a model's own products and activations look like, so that ceilings can be measured on the same shapes.
 *
 * @param products shapes of the projections that take longest, each once
 * @param activation elements of the tensor that most operators make; absent where none is known
 */
public record CeilingShapes(List<Product> products, OptionalInt activation) {
    private static final int MOST_PRODUCTS = 3;

    /** Larger tensors are memory's matter, which is measured anyway. */
    private static final long MOST_ELEMENTS = 1 << 24;

    public CeilingShapes {
        products = List.copyOf(products);
    }

    /** {@code [rows, inner]} by {@code [inner, columns]}. */
    public record Product(int rows, int inner, int columns) {}

    /** Those of a profile. */
    public static CeilingShapes of(Profile profile) {
        Map<Product, Long> times = new HashMap<>();
        Map<Integer, Integer> made = new HashMap<>();
        for (ProfiledOperator operator : profile.operators()) {
            long ns = operator.ns().stream().sum();
            if (operator.kind() == OperatorKind.PROJECTION) {
                product(operator).ifPresent(shape -> times.merge(shape, ns, Long::sum));
            }
            elements(operator).ifPresent(elements -> made.merge(elements, 1, Integer::sum));
        }
        List<Product> products = times.entrySet().stream()
                .sorted(Map.Entry.<Product, Long>comparingByValue().reversed().thenComparing(each -> each.getKey()
                        .toString()))
                .limit(MOST_PRODUCTS)
                .map(Map.Entry::getKey)
                .toList();
        return new CeilingShapes(
                products,
                made.entrySet().stream()
                        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .map(each -> OptionalInt.of(each.getKey()))
                        .orElse(OptionalInt.empty()));
    }

    private static Optional<Integer> elements(ProfiledOperator operator) {
        if (operator.outputs().size() != 1 || !operator.outputs().get(0).dtype().equals("float32")) {
            return Optional.empty();
        }
        double elements = count(operator.outputs().get(0));
        return elements > 1 && elements <= MOST_ELEMENTS ? Optional.of((int) elements) : Optional.empty();
    }

    private static double count(TensorShape shape) {
        return shape.sizes().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /**
     * What is summed over follows from the operations, {@code 2 x elements x inner}; a group of a convolution, or one product of a
     * batch of them, is one by itself. Channels come last, or before the positions, as the operator has them.
     */
    private static Optional<Product> product(ProfiledOperator operator) {
        if (operator.outputs().size() != 1
                || operator.flop().orElse(0) == 0
                || operator.outputs().get(0).sizes().isEmpty()) {
            return Optional.empty();
        }
        List<Long> sizes = operator.outputs().get(0).sizes();
        double elements = count(operator.outputs().get(0)) * operator.calls();
        double inner = operator.flop().getAsLong() / 2.0 / elements;
        boolean channelsFirst = operator.type().endsWith("Conv");
        int channels = channelsFirst ? Math.min(1, sizes.size() - 1) : sizes.size() - 1;
        double groups = groups(operator, channels, inner);
        double columns = sizes.get(channels) / groups;
        double rows = rows(sizes, channels, channelsFirst);
        return isSize(inner) && isSize(columns) && isSize(rows)
                ? Optional.of(new Product((int) rows, (int) inner, (int) columns))
                : Optional.empty();
    }

    /** Positions of one product; those of a batch are taken together, channels first one by one. */
    private static double rows(List<Long> sizes, int channels, boolean channelsFirst) {
        double rows = 1;
        for (int i = channelsFirst ? channels + 1 : 0; i < (channelsFirst ? sizes.size() : channels); i++) {
            rows *= sizes.get(i);
        }
        return rows;
    }

    /** By the channels that go in, where they are reported. */
    private static double groups(ProfiledOperator operator, int channels, double inner) {
        OptionalDouble in = operator.inputs().stream()
                .filter(input -> input.sizes().size()
                        == operator.outputs().get(0).sizes().size())
                .mapToDouble(input -> input.sizes().get(channels))
                .findFirst();
        double groups = in.isPresent() ? in.getAsDouble() / inner : 1;
        return groups >= 1 && groups == Math.rint(groups) ? groups : 1;
    }

    private static boolean isSize(double size) {
        return size >= 1 && size == Math.rint(size) && size <= 1 << 20;
    }
}
