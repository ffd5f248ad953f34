package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.checkpoint.PickleValue.Bool;
import dev.squeezebench.workloads.checkpoint.PickleValue.Dictionary;
import dev.squeezebench.workloads.checkpoint.PickleValue.Int;
import dev.squeezebench.workloads.checkpoint.PickleValue.Named;
import dev.squeezebench.workloads.checkpoint.PickleValue.Opaque;
import dev.squeezebench.workloads.checkpoint.PickleValue.Sequence;
import dev.squeezebench.workloads.checkpoint.PickleValue.StorageReference;
import dev.squeezebench.workloads.checkpoint.PickleValue.TensorReference;
import dev.squeezebench.workloads.checkpoint.PickleValue.Text;
import dev.squeezebench.workloads.checkpoint.PickleValue.Tuple;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Interprets the operations that PyTorch writes for a dictionary of tensors (Python's {@code pickletools} describes
 * them), and refuses every other one, and every global that is not in {@link PickleGlobal}. It builds data only, never
 * recurses, and each operation costs memory in proportion to the bytes that it takes.
 */
final class PickleInterpreter {
    private static final int NEWEST_PROTOCOL = 5;
    private static final int FRAME_BYTES = 8;

    private final PickleReader reader;
    private final PickleStack stack = new PickleStack();

    private PickleInterpreter(PickleReader reader) {
        this.reader = reader;
    }

    /**
     * One pickle.
     *
     * @param bytes from the pickle's start; the position moves behind its end
     * @throws RefusedPickleException when it contains anything that tensors do not need
     */
    static PickleValue load(ByteBuffer bytes) throws RefusedPickleException {
        PickleInterpreter interpreter = new PickleInterpreter(new PickleReader(bytes));
        int operation = interpreter.reader.unsignedByte();
        while (operation != '.') {
            interpreter.perform(operation);
            operation = interpreter.reader.unsignedByte();
        }
        return interpreter.stack.pop();
    }

    private void perform(int operation) throws RefusedPickleException {
        switch (operation) {
            case 0x80 -> protocol();
            case 0x95 -> reader.skip(FRAME_BYTES);
            case '(' -> stack.mark();
            case 'N' -> stack.push(Opaque.NONE);
            case 0x88 -> stack.push(new Bool(true));
            case 0x89 -> stack.push(new Bool(false));
            case 'G' -> number();
            case 'K' -> integer(reader.unsignedByte());
            case 'M' -> integer(reader.unsignedShort());
            case 'J' -> integer(reader.signedInt());
            case 0x8a -> stack.push(new Int(reader.integer(reader.unsignedByte())));
            case 'X' -> stack.push(new Text(reader.text(reader.unsignedInt())));
            case 0x8c -> stack.push(new Text(reader.text(reader.unsignedByte())));
            case 0x8d -> stack.push(new Text(reader.text(reader.signedLong())));
            case ')' -> stack.push(new Tuple(List.of()));
            case 0x85 -> stack.push(new Tuple(stack.pop(1)));
            case 0x86 -> stack.push(new Tuple(stack.pop(2)));
            case 0x87 -> stack.push(new Tuple(stack.pop(3)));
            case 't' -> stack.push(new Tuple(stack.popMarked()));
            case ']' -> stack.push(new Sequence(new ArrayList<>()));
            case 'a' -> append(stack.pop(1));
            case 'e' -> append(stack.popMarked());
            case '}' -> stack.push(new Dictionary(new LinkedHashMap<>()));
            case 's' -> put(stack.pop(2));
            case 'u' -> put(stack.popMarked());
            case 'q' -> stack.remember(reader.unsignedByte());
            case 'r' -> stack.remember(reader.unsignedInt());
            case 0x94 -> stack.rememberNext();
            case 'h' -> stack.recall(reader.unsignedByte());
            case 'j' -> stack.recall(reader.unsignedInt());
            case 'c' -> global(reader.line(), reader.line());
            case 0x93 -> {
                List<PickleValue> names = stack.pop(2);
                global(text(names.get(0)), text(names.get(1)));
            }
            case 'Q' -> stack.push(storage(stack.pop()));
            case 'R' -> reduce();
            case 'b' -> build();
            default ->
                throw new RefusedPickleException("operation 0x" + Integer.toHexString(operation) + " at byte "
                        + (reader.position() - 1) + ", which no tensor needs");
        }
    }

    private void protocol() throws RefusedPickleException {
        int protocol = reader.unsignedByte();
        if (protocol < 2 || protocol > NEWEST_PROTOCOL) {
            throw new RefusedPickleException("pickle protocol " + protocol);
        }
    }

    /** A floating-point number: none of a tensor's business, but harmless. */
    private void number() throws RefusedPickleException {
        reader.skip(Double.BYTES);
        stack.push(Opaque.NONE);
    }

    private void integer(long value) {
        stack.push(new Int(BigInteger.valueOf(value)));
    }

    private void append(List<PickleValue> items) throws RefusedPickleException {
        if (!(stack.peek() instanceof Sequence sequence)) {
            throw new RefusedPickleException("it appends to something that is no list");
        }
        sequence.items().addAll(items);
    }

    private void put(List<PickleValue> items) throws RefusedPickleException {
        if (!(stack.peek() instanceof Dictionary dictionary) || items.size() % 2 != 0) {
            throw new RefusedPickleException("it sets items of something that is no dictionary");
        }
        for (int i = 0; i < items.size(); i += 2) {
            dictionary.entries().put(text(items.get(i)), items.get(i + 1));
        }
    }

    private void global(String module, String name) throws RefusedPickleException {
        PickleGlobal global = PickleGlobal.of(module, name)
                .orElseThrow(() -> new RefusedPickleException(
                        "the global " + Printable.quoted(module + '.' + name) + ", which no tensor needs"));
        stack.push(new Named(global));
    }

    private static StorageReference storage(PickleValue id) throws RefusedPickleException {
        if (id instanceof Tuple tuple
                && (tuple.items().size() == 5 || tuple.items().size() == 6)
                && tuple.items().get(0) instanceof Text kind
                && kind.value().equals("storage")
                && tuple.items().get(1) instanceof Named type
                && type.global().storageType().isPresent()
                && (tuple.items().size() == 5 || tuple.items().get(5) == Opaque.NONE)) {
            return new StorageReference(
                    type.global(),
                    text(tuple.items().get(2)),
                    count(tuple.items().get(4)));
        }
        throw new RefusedPickleException("a persistent id that is no storage");
    }

    private void reduce() throws RefusedPickleException {
        List<PickleValue> call = stack.pop(2);
        if (!(call.get(0) instanceof Named named) || !(call.get(1) instanceof Tuple arguments)) {
            throw new RefusedPickleException("it calls something that has no name");
        }
        stack.push(
                switch (named.global()) {
                    case ORDERED_DICT -> orderedDict(arguments.items());
                    case REBUILD_TENSOR -> tensor(arguments.items());
                    case REBUILD_PARAMETER -> parameter(arguments.items());
                    default -> throw new RefusedPickleException("it calls " + named.global());
                });
    }

    private static Dictionary orderedDict(List<PickleValue> arguments) throws RefusedPickleException {
        if (!arguments.isEmpty()) {
            throw new RefusedPickleException("an OrderedDict with arguments");
        }
        return new Dictionary(new LinkedHashMap<>());
    }

    /** {@code (storage, offset, shape, strides, requires_grad, hooks)}, and metadata in newer versions. */
    private static TensorReference tensor(List<PickleValue> arguments) throws RefusedPickleException {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof StorageReference storage
                && arguments.get(2) instanceof Tuple shape
                && arguments.get(3) instanceof Tuple strides) {
            return new TensorReference(storage, count(arguments.get(1)), counts(shape), counts(strides));
        }
        throw new RefusedPickleException("a tensor that is not made of storage, offset, shape and strides");
    }

    private static TensorReference parameter(List<PickleValue> arguments) throws RefusedPickleException {
        if (!arguments.isEmpty() && arguments.get(0) instanceof TensorReference tensor) {
            return tensor;
        }
        throw new RefusedPickleException("a parameter that is no tensor");
    }

    /** State of an object: PyTorch keeps module versions there, which change no tensor. */
    private void build() throws RefusedPickleException {
        stack.pop();
        if (!(stack.peek() instanceof Dictionary)) {
            throw new RefusedPickleException("it sets the state of something that is no dictionary");
        }
    }

    private static List<Long> counts(Tuple tuple) throws RefusedPickleException {
        if (tuple.items().size() > CheckpointTensor.MOST_DIMENSIONS) {
            throw new RefusedPickleException("a tensor of " + tuple.items().size() + " dimensions");
        }
        List<Long> counts = new ArrayList<>();
        for (PickleValue item : tuple.items()) {
            counts.add(count(item));
        }
        return counts;
    }

    private static long count(PickleValue value) throws RefusedPickleException {
        if (value instanceof Int number
                && number.value().signum() >= 0
                && number.value().bitLength() < Long.SIZE) {
            return number.value().longValueExact();
        }
        throw new RefusedPickleException("a size or offset that is no number from 0 to 2^63");
    }

    private static String text(PickleValue value) throws RefusedPickleException {
        if (value instanceof Text text) {
            return text.value();
        }
        throw new RefusedPickleException("something else where a text belongs");
    }
}
