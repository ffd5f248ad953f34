package dev.squeezebench.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Digests;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SeededWeightsTest {
    private final SeededWeights weights = new SeededWeights(42);

    /** Sealed: whoever changes a bit changes every published model, and has to raise the store's version. */
    @Test
    void theTinyNetworksBitsAreTheSameOnEveryJdk() {
        Network network = Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny"));
        MessageDigest digest = Digests.sha256();
        for (Parameter parameter : network.parameters()) {
            float[] values = weights.read(parameter);
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }

        assertThat(Digests.hex(digest.digest()))
                .isEqualTo("eab43b22fad5690a65bb91172c476c653b3ca0f37c6006bdb3af49cedfc7d2a9");
    }

    @Test
    void aParameterDependsOnItsNameAndTheSeedAndNothingElse() {
        Parameter query = matrix("encoder.layer.0.attention.self.query.weight");
        Parameter key = matrix("encoder.layer.0.attention.self.key.weight");

        float[] first = weights.read(query);
        weights.read(key);
        assertThat(weights.read(query)).isEqualTo(first);
        assertThat(weights.read(key)).isNotEqualTo(first);
        assertThat(new SeededWeights(43).read(query)).isNotEqualTo(first);
    }

    /** Standard errors: of the mean {@code sd/sqrt(n)}, of a uniform's variance {@code 0.9 var/sqrt(n)}; five of them. */
    @ParameterizedTest
    @EnumSource(Parameter.Role.class)
    void valuesAreUniformWithTheSpreadOfTheirRole(Parameter.Role role) {
        int columns = 256;
        Parameter parameter = new Parameter("p", List.of(400, columns), role);
        double[] values = doubles(weights.read(parameter));
        double halfWidth =
                switch (role) {
                    case WEIGHT -> Math.sqrt(3.0 / columns);
                    case EMBEDDING -> 1;
                    case BIAS, NORM_SCALE, NORM_SHIFT -> 0.1;
                };
        double centre = role == Parameter.Role.NORM_SCALE ? 1 : 0;
        DoubleSummaryStatistics summary = Arrays.stream(values).summaryStatistics();
        double variance = Arrays.stream(values)
                .map(value -> (value - centre) * (value - centre))
                .average()
                .orElseThrow();
        double expected = halfWidth * halfWidth / 3;

        assertThat(summary.getAverage()).isCloseTo(centre, Offset.offset(5 * Math.sqrt(expected / values.length)));
        assertThat(variance).isCloseTo(expected, Offset.offset(5 * 0.9 * expected / Math.sqrt(values.length)));
        // 1e-6: a float near 1 has steps of 1e-7.
        assertThat(summary.getMax()).isBetween(centre + 0.999 * halfWidth, centre + halfWidth + 1e-6);
        assertThat(summary.getMin()).isBetween(centre - halfWidth - 1e-6, centre - 0.999 * halfWidth);
    }

    @Test
    void neighboursAreNotCorrelated() {
        double[] values = doubles(weights.read(new Parameter("p", List.of(100_000), Parameter.Role.EMBEDDING)));
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += values[i] * values[i - 1];
        }

        // A product of two independent values has mean 0 and standard deviation 1/3.
        assertThat(sum / values.length).isCloseTo(0, Offset.offset(5.0 / 3 / Math.sqrt(values.length)));
    }

    @Test
    void anOddNumberOfValuesIsFilledToTheEnd() {
        float[] odd = weights.read(new Parameter("p", List.of(5), Parameter.Role.BIAS));
        float[] even = weights.read(new Parameter("p", List.of(6), Parameter.Role.BIAS));

        assertThat(odd).isEqualTo(Arrays.copyOf(even, 5)).doesNotContain(0f);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static Parameter matrix(String name) {
        return new Parameter(name, List.of(4, 4), Parameter.Role.WEIGHT);
    }
}
