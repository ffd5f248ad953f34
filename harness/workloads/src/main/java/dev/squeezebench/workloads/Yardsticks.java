package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Ceilings;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.workloads.network.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A graph that no network is: matrix products and scaled tensors beside one another, whose profile says what a runtime reaches at
 * best. Each left operand and each tensor is made in the graph, as the sum of a row and a column, so that no large inputs are
 * read.
 *
 * @param products sizes of the matrix products
 * @param scalings elements of the tensors
 */
public record Yardsticks(List<Product> products, List<Integer> scalings) {
    /** What scaled tensors are multiplied by. */
    public static final float FACTOR = .5f;

    /** Suffix of the node that makes an operand, and of the output of a scaling that has to stay in memory. */
    public static final String FILLED = "/filled";

    private static final String PREFIX = "yardsticks.";
    private static final String ROW = "/row";
    private static final String COLUMN = "/column";

    public Yardsticks {
        products = List.copyOf(products);
        scalings = List.copyOf(scalings);
        if (products.isEmpty() || scalings.isEmpty()) {
            throw new IllegalArgumentException("there is at least one product and one scaling");
        }
    }

    /** {@code [rows, inner]} by {@code [inner, columns]}. */
    public record Product(int rows, int inner, int columns) {
        double flop() {
            return 2.0 * rows * inner * columns;
        }
    }

    /** The tensors that are made as sums of a row and a column: the products' left operands, then what is scaled. */
    public List<Filled> filled() {
        List<Filled> filled = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            filled.add(new Filled(
                    productName(i), products.get(i).rows(), products.get(i).inner()));
        }
        for (int i = 0; i < scalings.size(); i++) {
            int columns = divisor(scalings.get(i));
            filled.add(new Filled(scalingName(i), scalings.get(i) / columns, columns));
        }
        return filled;
    }

    /** The largest divisor that is not above the square root. */
    private static int divisor(int elements) {
        int divisor = (int) Math.sqrt(elements);
        while (elements % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    /**
     * A tensor {@code [rows, columns]}.
     *
     * @param name of what it is for: scope of its nodes
     */
    public record Filled(String name, int rows, int columns) {
        /** Input {@code [1, columns]}. */
        public String row() {
            return name + ROW;
        }

        /** Input {@code [rows, 1]}. */
        public String column() {
            return name + COLUMN;
        }
    }

    /** Scope of a product's nodes. */
    public String productName(int index) {
        return PREFIX + "product" + index;
    }

    /** Scope of a scaling's nodes. */
    public String scalingName(int index) {
        return PREFIX + "scaling" + index;
    }

    /** Right operand of a product, as a fully connected layer has it: {@code [columns, inner]}. */
    public Parameter weight(int index) {
        Product product = products.get(index);
        return new Parameter(
                productName(index) + ".weight", List.of(product.columns(), product.inner()), Parameter.Role.WEIGHT);
    }

    /** What a fully connected layer adds. */
    public Parameter bias(int index) {
        return new Parameter(
                productName(index) + ".bias", List.of(products.get(index).columns()), Parameter.Role.BIAS);
    }

    /** Operations of one invocation. */
    public long flop() {
        return Math.round(products.stream().mapToDouble(Product::flop).sum());
    }

    /** The graph's inputs: numbers between .5 and 1.5, none of them denormal. */
    public List<Tensor> inputs() {
        List<Tensor> inputs = new ArrayList<>();
        for (Filled filled : filled()) {
            inputs.add(tensor(filled.row(), 1, filled.columns()));
            inputs.add(tensor(filled.column(), filled.rows(), 1));
        }
        return inputs;
    }

    private static Tensor tensor(String name, int rows, int columns) {
        int elements = rows * columns;
        ByteBuffer data = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            data.putFloat(.5f + i % 97 / 96f);
        }
        return new Tensor(name, ElementType.FLOAT32, List.of((long) rows, (long) columns), data.flip());
    }

    /**
     * What a profile of the graph says.
     *
     * @param operators with their layers
     * @return absent where one of the yardsticks is not among them
     */
    public Optional<Ceilings> measured(List<ProfiledOperator> operators) {
        List<Ceilings.Product> timedProducts = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            Product product = products.get(i);
            find(operators, productName(i), operator -> operator.kind() == OperatorKind.PROJECTION)
                    .ifPresent(found -> timedProducts.add(
                            new Ceilings.Product(product.rows(), product.inner(), product.columns(), found.ns())));
        }
        List<Ceilings.Scaling> timedScalings = new ArrayList<>();
        for (int i = 0; i < scalings.size(); i++) {
            int elements = scalings.get(i);
            find(operators, scalingName(i), operator -> operator.type()
                            .toLowerCase(Locale.ROOT)
                            .startsWith("mul"))
                    .ifPresent(found -> timedScalings.add(new Ceilings.Scaling(elements, found.ns())));
        }
        return timedProducts.size() == products.size() && timedScalings.size() == scalings.size()
                ? Optional.of(new Ceilings(timedProducts, timedScalings))
                : Optional.empty();
    }

    private static Optional<ProfiledOperator> find(
            List<ProfiledOperator> operators, String layer, Predicate<ProfiledOperator> is) {
        return operators.stream()
                .filter(operator -> operator.layer().equals(Optional.of(layer)) && is.test(operator))
                .findFirst();
    }
}
