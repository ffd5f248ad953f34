package dev.squeezebench.workloads.model;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Tensor;

/**
 * The elements that a file has of its tensors: in its tables, or behind them, where quantizers and converters of large models put them.
 * The generated classes are of a schema that did not have the latter.
 */
final class TfliteBuffers {
    private final Model model;

    TfliteBuffers(Model model) {
        this.model = model;
    }

    /** Whether the file has its elements; where they end is not looked at, which the runtime does in a process of its own. */
    boolean has(Tensor tensor) {
        int index = (int) tensor.buffer();
        return Objects.requireNonNull(model.buffers(index)).dataLength() > 0
                || new Place(model.getByteBuffer(), index).size() > 1;
    }

    /** The elements, little-endian; absent of what an invocation computes. Buffer 0 is empty by convention. */
    Optional<ByteBuffer> of(Tensor tensor) {
        int index = (int) tensor.buffer();
        ByteBuffer within = Objects.requireNonNull(model.buffers(index)).dataAsByteBuffer();
        if (within != null && within.remaining() > 0) {
            return Optional.of(within.slice().order(ByteOrder.LITTLE_ENDIAN));
        }
        ByteBuffer file = model.getByteBuffer();
        Place place = new Place(file, index);
        return place.size() > 1
                ? Optional.of(file.slice(Math.toIntExact(place.offset()), Math.toIntExact(place.size()))
                        .order(ByteOrder.LITTLE_ENDIAN))
                : Optional.empty();
    }

    /** Fields of the schema's table {@code Buffer}, by their places in its list of fields. */
    private static final class Place extends Table {
        private static final int BUFFERS_OF_MODEL = 12;
        private static final int OFFSET = 6;
        private static final int SIZE = 8;

        Place(ByteBuffer file, int index) {
            __reset(file.getInt(file.position()) + file.position(), file);
            __reset(__indirect(__vector(__offset(BUFFERS_OF_MODEL)) + index * Integer.BYTES), file);
        }

        private long number(int field) {
            int at = __offset(field);
            return at == 0 ? 0 : bb.getLong(at + bb_pos);
        }

        long offset() {
            return number(OFFSET);
        }

        long size() {
            return number(SIZE);
        }
    }
}
