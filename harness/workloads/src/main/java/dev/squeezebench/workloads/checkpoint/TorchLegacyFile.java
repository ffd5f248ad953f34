package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.checkpoint.PickleValue.Bool;
import dev.squeezebench.workloads.checkpoint.PickleValue.Dictionary;
import dev.squeezebench.workloads.checkpoint.PickleValue.Int;
import dev.squeezebench.workloads.checkpoint.PickleValue.Sequence;
import dev.squeezebench.workloads.checkpoint.PickleValue.Text;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.save}'s form before PyTorch 1.6: five pickles (magic number, protocol, byte order, the dictionary, the
 * storages' keys), then each storage as a count of elements and the elements.
 */
final class TorchLegacyFile {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final BigInteger PROTOCOL = BigInteger.valueOf(1001);

    private final FileChannel channel;
    private final Map<String, Long> positions = new LinkedHashMap<>();
    private final Map<String, ElementType> types = new HashMap<>();

    private TorchLegacyFile(FileChannel channel) {
        this.channel = channel;
    }

    static Map<String, CheckpointTensor> read(Path file) throws IOException, RefusedPickleException {
        // The mapped storages outlive the channel.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new TorchLegacyFile(channel).tensors();
        }
    }

    private Map<String, CheckpointTensor> tensors() throws IOException, RefusedPickleException {
        ByteBuffer pickles = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
        if (!(PickleInterpreter.load(pickles) instanceof Int magic)
                || !magic.value().equals(MAGIC)) {
            throw new RefusedPickleException("it begins with no magic number of torch.save");
        }
        if (!(PickleInterpreter.load(pickles) instanceof Int protocol)
                || !protocol.value().equals(PROTOCOL)) {
            throw new RefusedPickleException("an unknown protocol of torch.save");
        }
        refuseBigEndian(PickleInterpreter.load(pickles));
        PickleValue dictionary = PickleInterpreter.load(pickles);
        if (!(PickleInterpreter.load(pickles) instanceof Sequence keys)) {
            throw new RefusedPickleException("no list of storages");
        }
        collectTypes(dictionary);
        locate(keys.items(), pickles.position());
        return new TorchTensors(this::storage).of(dictionary);
    }

    private static void refuseBigEndian(PickleValue system) throws RefusedPickleException {
        if (!(system instanceof Dictionary dictionary)
                || !(dictionary.entries().get("little_endian") instanceof Bool little)
                || !little.value()) {
            throw new RefusedPickleException("big-endian tensors");
        }
    }

    /** The storages follow one another without their element types, which only the tensors have. */
    private void collectTypes(PickleValue pickle) {
        if (pickle instanceof Dictionary dictionary) {
            for (PickleValue value : dictionary.entries().values()) {
                if (value instanceof PickleValue.TensorReference tensor) {
                    tensor.storage()
                            .storage()
                            .storageType()
                            .ifPresent(type -> types.put(tensor.storage().key(), type));
                }
            }
        }
    }

    private void locate(List<PickleValue> keys, long start) throws IOException, RefusedPickleException {
        long position = start;
        for (PickleValue key : keys) {
            if (!(key instanceof Text text) || !types.containsKey(text.value())) {
                throw new RefusedPickleException("a storage that no tensor uses");
            }
            ElementType type = types.get(text.value());
            long room = channel.size() - position - Long.BYTES;
            long elements = room < 0 ? -1 : count(position);
            if (elements < 0 || elements > room / type.bytes()) {
                throw new RefusedPickleException(
                        "storage " + Printable.quoted(text.value()) + " reaches beyond the file's end");
            }
            if (positions.put(text.value(), position) != null) {
                throw new RefusedPickleException("two storages " + Printable.quoted(text.value()));
            }
            position += Long.BYTES + elements * type.bytes();
        }
    }

    private Storage storage(String key, ElementType type, long elements) throws RefusedPickleException, IOException {
        Long position = positions.get(key);
        if (position == null) {
            throw new RefusedPickleException("storage " + Printable.quoted(key) + " is missing");
        }
        if (elements != count(position) || elements > Integer.MAX_VALUE / type.bytes()) {
            throw new RefusedPickleException("storage " + Printable.quoted(key) + " of " + elements
                    + " elements, where the file has " + count(position));
        }
        ByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, position + Long.BYTES, elements * type.bytes());
        return new BufferStorage(type, data.order(ByteOrder.LITTLE_ENDIAN));
    }

    private long count(long position) throws IOException {
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (count.hasRemaining() && channel.read(count, position + count.position()) >= 0) {
            // Reads on until the eight bytes are there; the caller has checked that they are in the file.
        }
        return count.getLong(0);
    }
}
