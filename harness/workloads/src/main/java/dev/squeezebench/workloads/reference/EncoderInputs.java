package dev.squeezebench.workloads.reference;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.network.Embeddings;
import dev.squeezebench.workloads.network.Network;
import java.nio.ByteBuffer;
import java.util.List;

/** The three inputs of a network, checked against its tables. */
final class EncoderInputs {
    private final int batch;
    private final int sequenceLength;
    private final int[] ids;
    private final int[] types;
    private final int[] mask;

    private EncoderInputs(int batch, int sequenceLength, int[] ids, int[] types, int[] mask) {
        this.batch = batch;
        this.sequenceLength = sequenceLength;
        this.ids = ids;
        this.types = types;
        this.mask = mask;
    }

    /**
     * @throws IllegalArgumentException when an input is missing, has another shape than {@code input_ids}, is no int32
     *     or int64, or has an index outside its table
     */
    static EncoderInputs of(Embeddings embeddings, List<Tensor> tensors) {
        Tensor ids = named(tensors, Network.INPUT_IDS);
        if (ids.shape().size() != 2 || ids.elements() == 0) {
            throw new IllegalArgumentException("input_ids of shape " + ids.shape() + " is no batch x sequence");
        }
        int length = Math.toIntExact(ids.shape().get(1));
        if (length > embeddings.positions()) {
            throw new IllegalArgumentException("sequence length " + length + " is longer than the "
                    + embeddings.positions() + " positions of the network");
        }
        return new EncoderInputs(
                Math.toIntExact(ids.shape().get(0)),
                length,
                integers(ids, ids.shape(), embeddings.vocabulary()),
                integers(named(tensors, Network.TOKEN_TYPE_IDS), ids.shape(), embeddings.tokenTypes()),
                integers(named(tensors, Network.ATTENTION_MASK), ids.shape(), 2));
    }

    private static Tensor named(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the input " + name + " is missing"));
    }

    private static int[] integers(Tensor tensor, List<Long> shape, int bound) {
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    tensor.name() + " has shape " + tensor.shape() + ", but input_ids has " + shape);
        }
        int[] values = new int[Math.toIntExact(tensor.elements())];
        ByteBuffer data = tensor.data();
        for (int i = 0; i < values.length; i++) {
            long value = next(tensor, data);
            if (value < 0 || value >= bound) {
                throw new IllegalArgumentException(
                        tensor.name() + " contains " + value + ", which is outside 0 to " + (bound - 1));
            }
            values[i] = (int) value;
        }
        return values;
    }

    private static long next(Tensor tensor, ByteBuffer data) {
        if (tensor.type() == ElementType.INT64) {
            return data.getLong();
        }
        if (tensor.type() == ElementType.INT32) {
            return data.getInt();
        }
        throw new IllegalArgumentException(
                tensor.name() + " is " + tensor.type().word() + ", not int64 or int32");
    }

    int batch() {
        return batch;
    }

    int sequenceLength() {
        return sequenceLength;
    }

    int rows() {
        return ids.length;
    }

    int row(int sequence, int position) {
        return sequence * sequenceLength + position;
    }

    int position(int row) {
        return row % sequenceLength;
    }

    int id(int row) {
        return ids[row];
    }

    int type(int row) {
        return types[row];
    }

    boolean isKept(int row) {
        return mask[row] == 1;
    }
}
