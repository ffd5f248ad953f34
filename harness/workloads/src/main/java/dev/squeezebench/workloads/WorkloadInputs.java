package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/**
 * Inputs that leave no part of a network untouched: ids from the whole vocabulary, two token types, padded rows. The
 * timed input is also the checked one.
 */
public final class WorkloadInputs {
    private final Network network;
    private final long seed;

    public WorkloadInputs(Network network, long seed) {
        this.network = network;
        this.seed = seed;
    }

    /**
     * {@code input_ids}, {@code attention_mask} and {@code token_type_ids}, int64, {@code [batch, sequenceLength]}. In a
     * batch the first row is full and each further one is padded more, up to a half; a single row is padded by an
     * eighth. Every row keeps its first position. Padding has id, mask and type 0, as a tokenizer leaves it.
     *
     * @throws IllegalArgumentException when the sequence is longer than the network's positions, or empty
     */
    public List<Tensor> tensors(int batch, int sequenceLength) {
        int positions = network.embeddings().positions();
        if (batch < 1 || sequenceLength < 1 || sequenceLength > positions) {
            throw new IllegalArgumentException("batch " + batch + " must be at least 1, and sequence length "
                    + sequenceLength + " from 1 to " + positions + ", the positions of the network");
        }
        // Its sequence is part of its specification: the same on every JDK.
        Random random = new Random(seed);
        int elements = Math.multiplyExact(batch, sequenceLength);
        long[] ids = new long[elements];
        long[] mask = new long[elements];
        long[] types = new long[elements];
        for (int row = 0; row < batch; row++) {
            int kept = kept(row, batch, sequenceLength);
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

    private static int kept(int row, int batch, int sequenceLength) {
        if (batch == 1) {
            return sequenceLength == 1 ? 1 : sequenceLength - Math.max(1, sequenceLength / 8);
        }
        return sequenceLength - (int) ((long) row * sequenceLength / (2L * (batch - 1)));
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
