package dev.squeezebench.workloads.tflite;

import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.CachingWeights;
import dev.squeezebench.workloads.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** Writes constants to a channel through one buffer, little-endian, reading one parameter at a time. */
final class ElementWriter {
    private static final int BUFFER_BYTES = 1 << 20;

    private final CachingWeights parameters;
    private final WritableByteChannel target;
    private final ProgressListener.Task progress;
    private final long total;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    ElementWriter(Weights weights, WritableByteChannel target, ProgressListener.Task progress, long total) {
        this.parameters = new CachingWeights(weights);
        this.target = target;
        this.progress = progress;
        this.total = total;
    }

    void bytes(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            int count = Math.min(bytes.length - from, room(1));
            buffer.put(bytes, from, count);
            from += count;
        }
    }

    /** Pads with zeros up to a place in the file. */
    void zerosTo(long position) throws IOException {
        while (written + buffer.position() < position) {
            room(1);
            buffer.put((byte) 0);
        }
    }

    /** Writes the elements as a FlatBuffers vector of bytes: its length, then the bytes. */
    void constant(Constant constant) throws IOException {
        room(Integer.BYTES);
        buffer.putInt(Math.toIntExact(constant.elements() * Integer.BYTES));
        if (constant instanceof Constant.Trained trained) {
            floats(
                    parameters.read(trained.parameter()),
                    Math.toIntExact(trained.from()),
                    Math.toIntExact(trained.elements()));
        } else if (constant instanceof Constant.Integers integers) {
            integers(integers.values());
        } else if (constant instanceof Constant.Scalar scalar) {
            floats(new float[] {scalar.value()}, 0, 1);
        }
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            written += target.write(buffer);
        }
        buffer.clear();
        progress.at(written, total);
    }

    private void floats(float[] elements, int from, int count) throws IOException {
        int end = from + count;
        for (int next = from; next < end; ) {
            int chunk = Math.min(end - next, room(Float.BYTES) / Float.BYTES);
            buffer.asFloatBuffer().put(elements, next, chunk);
            buffer.position(buffer.position() + chunk * Float.BYTES);
            next += chunk;
        }
    }

    private void integers(List<Integer> values) throws IOException {
        for (int value : values) {
            room(Integer.BYTES);
            buffer.putInt(value);
        }
    }

    /** Bytes of room in the buffer, after emptying it when there are fewer than asked for. */
    private int room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer.remaining();
    }
}
