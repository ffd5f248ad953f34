package dev.squeezebench.workloads.reference;

import dev.squeezebench.workloads.network.Activation;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erf;

/** The scalar functions behind {@link Activation}. */
final class Activations {
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

    private Activations() {}

    static DoubleUnaryOperator of(Activation activation) {
        return switch (activation) {
            case GELU_ERF -> x -> 0.5 * x * (1 + Erf.value(x * SQRT_HALF));
            case GELU_TANH -> x -> 0.5 * x * (1 + Math.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x)));
            case RELU -> x -> Math.max(0, x);
            case TANH -> Math::tanh;
        };
    }
}
