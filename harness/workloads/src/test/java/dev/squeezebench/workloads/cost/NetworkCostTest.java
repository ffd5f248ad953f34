package dev.squeezebench.workloads.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkCostTest {
    /** Devlin et al. give 110 M, the published checkpoints hold 109 482 240 and 51 089 664 scalars without heads. */
    @ParameterizedTest
    @CsvSource({"bert-base-uncased, 109482240", "squeezebert-uncased, 51089664"})
    void parametersAreThoseOfThePublishedCheckpoints(String name, long parameters) {
        assertThat(NetworkCost.of(network(name), 1, 128).parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "bert-base-uncased, 128, 22.35",
        "bert-base-uncased, 384, 70.67",
        "bert-base-uncased, 512, 96.64",
        "squeezebert-uncased, 128, 7.40",
        "squeezebert-uncased, 384, 25.82",
        "squeezebert-uncased, 512, 36.84",
    })
    void matrixProductsOfTheEncoderAreThePublishedFigures(String name, int length, double gigaflop) {
        long flop = NetworkCost.of(network(name), 1, length).encoderFlop();

        assertThat(Math.round(flop / 1e7) / 100.0).isEqualTo(gigaflop);
    }

    /** By hand for bert-base at 128 tokens: 2 FLOP x 128 positions x weights, attention 4 x 128 x 128 x 768, 12 layers. */
    @Test
    void eachKindOfLayerHasItsOwnCount() {
        NetworkCost cost = NetworkCost.of(network("bert-base-uncased"), 1, 128);

        assertThat(cost.layers())
                .containsExactly(
                        new LayerCost(LayerKind.EMBEDDINGS, (30522L + 512 + 2 + 2) * 768, 0),
                        new LayerCost(LayerKind.QUERY_KEY_VALUE, 12L * 3 * 769 * 768, 12L * 3 * 256 * 768 * 768),
                        new LayerCost(LayerKind.ATTENTION_PRODUCTS, 0, 12L * 4 * 128 * 128 * 768),
                        new LayerCost(LayerKind.POST_ATTENTION, 12L * 769 * 768, 12L * 256 * 768 * 768),
                        new LayerCost(LayerKind.INTERMEDIATE, 12L * 769 * 3072, 12L * 256 * 768 * 3072),
                        new LayerCost(LayerKind.OUTPUT, 12L * 3073 * 768, 12L * 256 * 768 * 3072),
                        new LayerCost(LayerKind.NORMS, 12L * 4 * 768, 0),
                        new LayerCost(LayerKind.POOLER, 769L * 768, 2L * 768 * 768));
    }

    @Test
    void aBatchCostsAsMuchAsItsSequences() {
        Network network = network("squeezebert-tiny");

        assertThat(NetworkCost.of(network, 3, 40).flop())
                .isEqualTo(3 * NetworkCost.of(network, 1, 40).flop());
    }

    private static Network network(String name) {
        return Objects.requireNonNull(Networks.builtIn().get(name));
    }
}
