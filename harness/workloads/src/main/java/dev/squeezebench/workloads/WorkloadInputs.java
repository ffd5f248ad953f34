package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/**
 * Inputs that leave no part of a network untouched: ids from the whole vocabulary, two token types, a mask. Those that are
 * timed are of full length unless the user wants padding; others, padded {@link InputShape#uneven unevenly}, are checked
 * beside them.
 */
public final class WorkloadInputs {
    private final Network network;
    private final long seed;

    public WorkloadInputs(Network network, long seed) {
        this.network = network;
        this.seed = seed;
    }

    /**
     * {@code input_ids}, {@code attention_mask} and {@code token_type_ids}, int64, {@code [batch, sequenceLength]}.
     * Padding has id, mask and type 0, as a tokenizer leaves it.
     *
     * @throws IllegalArgumentException when the sequence is longer than the network's positions
     */
    public List<Tensor> tensors(InputShape inputs) {
        int batch = inputs.batch();
        int sequenceLength = inputs.sequenceLength();
        int positions = network.embeddings().positions();
        if (sequenceLength > positions) {
            throw new IllegalArgumentException("sequence length " + sequenceLength + " must be from 1 to " + positions
                    + ", the positions of the network");
        }
        // Its sequence is part of its specification: the same on every JDK.
        Random random = new Random(seed);
        int elements = Math.multiplyExact(batch, sequenceLength);
        long[] ids = new long[elements];
        long[] mask = new long[elements];
        long[] types = new long[elements];
        for (int row = 0; row < batch; row++) {
            int kept = inputs.kept(row);
            for (int position = 0; position < kept; position++) {
                int at = row * sequenceLength + position;
                ids[at] = random.nextInt(network.embeddings().vocabulary());
                mask[at] = 1;
                types[at] = position < (kept + 1) / 2 || network.embeddings().tokenTypes() == 1 ? 0 : 1;
            }
        }
        List<Long> shape = List.of((long) batch, (long) sequenceLength);
        return List.of(
                int64(Network.INPUT_IDS, shape, ids),
                int64(Network.ATTENTION_MASK, shape, mask),
                int64(Network.TOKEN_TYPE_IDS, shape, types));
    }

    /** The same tensors as int32, which TensorFlow Lite's models take. */
    public static List<Tensor> int32(List<Tensor> tensors) {
        return tensors.stream().map(WorkloadInputs::int32).toList();
    }

    private static Tensor int32(Tensor tensor) {
        ByteBuffer from = tensor.data();
        ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(tensor.elements() * Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            to.putInt(Math.toIntExact(from.getLong()));
        }
        return new Tensor(tensor.name(), ElementType.INT32, tensor.shape(), to.flip());
    }

    private static Tensor int64(String name, List<Long> shape, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new Tensor(name, ElementType.INT64, shape, bytes);
    }
}
