package dev.squeezebench.workloads.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles, well-formed and hostile, operation by operation. */
final class PickleBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PickleBytes() {
        op(0x80).op(2);
    }

    PickleBytes op(int value) {
        bytes.write(value);
        return this;
    }

    PickleBytes ops(String operations) {
        operations.chars().forEach(bytes::write);
        return this;
    }

    PickleBytes global(String module, String name) {
        return op('c').raw(module + '\n' + name + '\n');
    }

    PickleBytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return op('X').int32(utf8.length).raw(text);
    }

    PickleBytes integer(int value) {
        return op('J').int32(value);
    }

    PickleBytes longInteger(long value) {
        op(0x8a).op(8);
        return raw(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    PickleBytes int32(int value) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    PickleBytes raw(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    PickleBytes raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    /** A tensor as torch.save writes it: storage, offset, shape, strides. */
    PickleBytes tensor(String key, long elements, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(').op('(').text("storage");
        global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .longInteger(elements)
                .ops("tQ");
        longInteger(offset).tuple(shape).tuple(strides).op(0x89);
        return global("collections", "OrderedDict").ops(")RtR");
    }

    private PickleBytes tuple(long[] values) {
        op('(');
        for (long value : values) {
            longInteger(value);
        }
        return op('t');
    }

    byte[] stop() {
        return op('.').bytes.toByteArray();
    }
}
