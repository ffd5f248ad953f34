package dev.squeezebench.workloads.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final EncoderShape SHAPE = shape(2, 32, 2, 1e-12, Activation.GELU_ERF);

    private static EncoderShape shape(int heads, int positions, int types, double epsilon, Activation activation) {
        return new EncoderShape(1, 8, heads, 16, 100, positions, types, epsilon, activation);
    }

    /** Cached files are found by it, so it is written out here: a change of it makes every user build all files again. */
    @Test
    void theTextThatCachedFilesAreFoundByStaysAsItIs() {
        assertThat(BertArchitecture.network(SHAPE).canonicalText()).isEqualTo("""
                        network 1
                        bert embeddings 100 32
                        types 2 8
                        norm embeddings.LayerNorm 8 3d719799812dea11
                        block encoder.layer.0 2 GELU_ERF
                        dense encoder.layer.0.attention.self.query 8 8 1
                        dense encoder.layer.0.attention.self.key 8 8 1
                        dense encoder.layer.0.attention.self.value 8 8 1
                        dense encoder.layer.0.attention.output.dense 8 8 1
                        norm encoder.layer.0.attention.output.LayerNorm 8 3d719799812dea11
                        dense encoder.layer.0.intermediate.dense 8 16 1
                        dense encoder.layer.0.output.dense 16 8 1
                        norm encoder.layer.0.output.LayerNorm 8 3d719799812dea11
                        dense pooler.dense 8 8 1
                        """);
    }

    @Test
    void everySizeChangesTheText() {
        List<Network> networks = new ArrayList<>(Networks.builtIn().values());
        networks.add(BertArchitecture.network(SHAPE));
        networks.add(BertArchitecture.network(SHAPE).withoutPooler());
        networks.add(SqueezeBertArchitecture.network(SHAPE, new Groups(1, 1, 1, 1, 1, 1)));
        networks.add(SqueezeBertArchitecture.network(SHAPE, new Groups(2, 1, 1, 1, 1, 1)));
        networks.add(SqueezeBertArchitecture.network(SHAPE, new Groups(1, 1, 1, 1, 1, 2)));
        networks.add(BertArchitecture.network(shape(4, 32, 2, 1e-12, Activation.GELU_ERF)));
        networks.add(BertArchitecture.network(shape(2, 33, 2, 1e-12, Activation.GELU_ERF)));
        networks.add(BertArchitecture.network(shape(2, 32, 1, 1e-12, Activation.GELU_ERF)));
        networks.add(BertArchitecture.network(shape(2, 32, 2, 1e-11, Activation.GELU_ERF)));
        networks.add(BertArchitecture.network(shape(2, 32, 2, 1e-12, Activation.RELU)));

        assertThat(new HashSet<>(networks.stream().map(Network::canonicalText).toList()))
                .hasSameSizeAs(networks);
    }

    @Test
    void theOutputsAreThoseThatTheNetworkHas() {
        Network network = Objects.requireNonNull(Networks.builtIn().get("bert-tiny"));

        assertThat(network.outputs()).containsExactly("last_hidden_state", "pooler_output");
        assertThat(network.withoutPooler().outputs()).containsExactly("last_hidden_state");
    }
}
