package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.workloads.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Names, types and shapes of what goes into an encoder and comes out of it. */
public final class NetworkTensors {
    /** Axis of the sequences in an inference. */
    public static final String BATCH = "batch";

    /** Axis of the tokens in a sequence. */
    public static final String SEQUENCE = "sequence";

    private static final String STATES = "hidden_states.";

    private NetworkTensors() {}

    /** {@code input_ids}, {@code attention_mask}, {@code token_type_ids}, int64 {@code [batch, sequence]}. */
    public static List<TensorInfo> inputs() {
        return Network.inputs().stream()
                .map(name -> new TensorInfo(name, ElementType.INT64, List.of(symbol(BATCH), symbol(SEQUENCE))))
                .toList();
    }

    /** {@code last_hidden_state [batch, sequence, width]} and, with a pooler, {@code pooler_output [batch, width]}. */
    public static List<TensorInfo> outputs(Network network) {
        List<TensorInfo> outputs = new ArrayList<>();
        outputs.add(output(Network.LAST_HIDDEN_STATE, symbol(BATCH), symbol(SEQUENCE), size(network.width())));
        if (network.pooler().isPresent()) {
            outputs.add(output(Network.POOLER_OUTPUT, symbol(BATCH), size(network.width())));
        }
        return outputs;
    }

    /** {@code hidden_states.N [batch, sequence, width]}: 0 is after the embeddings, N after block N. */
    public static List<TensorInfo> states(Network network) {
        return Stream.iterate(0, n -> n <= network.blocks().size(), n -> n + 1)
                .map(n -> output(STATES + n, symbol(BATCH), symbol(SEQUENCE), size(network.width())))
                .toList();
    }

    private static TensorInfo output(String name, TensorInfo.Dimension... dimensions) {
        return new TensorInfo(name, ElementType.FLOAT32, List.of(dimensions));
    }

    private static TensorInfo.Dimension symbol(String symbol) {
        return new TensorInfo.Dimension(OptionalLong.empty(), Optional.of(symbol));
    }

    private static TensorInfo.Dimension size(long size) {
        return new TensorInfo.Dimension(OptionalLong.of(size), Optional.empty());
    }
}
