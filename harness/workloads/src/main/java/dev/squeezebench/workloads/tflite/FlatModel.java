package dev.squeezebench.workloads.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A TensorFlow Lite file before its parameters are read: a FlatBuffer that describes the graph, and the place of every
 * constant after it.
 *
 * <p>FlatBuffers are built from the end, which would ask for the whole file in memory. Here the description is built
 * alone, each buffer's reference to its elements is set once all lengths are known, and the elements are written behind
 * the description from start to end. References are unsigned and point forward, so the file is an ordinary one
 * (flatbuffers.dev, "FlatBuffer Internals").
 */
final class FlatModel {
    /** TensorFlow Lite maps tensors from the file; its kernels want them aligned so (schema.fbs, {@code force_align}). */
    private static final int ALIGNMENT = 16;

    private final byte[] description;
    private final List<Placed> constants;
    private final long size;

    /** A constant and the place of its first element. */
    private record Placed(Constant constant, long position) {}

    private FlatModel(byte[] description, List<Placed> constants, long size) {
        this.description = description;
        this.constants = constants;
        this.size = size;
    }

    /**
     * Lays out a graph.
     *
     * @throws IllegalArgumentException when the file would be larger than the format's 2 GiB
     */
    static FlatModel of(Graph graph) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1 << 20);
        DescriptionWriter writer = new DescriptionWriter(builder);
        List<Constant> constants = writer.write(graph);
        byte[] description = builder.sizedByteArray();
        ByteBuffer patched = ByteBuffer.wrap(description).order(ByteOrder.LITTLE_ENDIAN);

        List<Placed> placed = new ArrayList<>();
        long end = description.length;
        for (int i = 0; i < constants.size(); i++) {
            long position = align(end + Integer.BYTES);
            int reference = description.length - writer.references().get(i);
            long lengthField = position - Integer.BYTES;
            end = position + constants.get(i).elements() * Integer.BYTES;
            if (end > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "the model is larger than the 2 GiB a TensorFlow Lite file can have; use the onnx format");
            }
            patched.putInt(reference, Math.toIntExact(lengthField - reference));
            placed.add(new Placed(constants.get(i), position));
        }
        return new FlatModel(description, placed, end);
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    void write(Weights weights, WritableByteChannel target, ProgressListener.Task progress) throws IOException {
        ElementWriter elements = new ElementWriter(weights, target, progress, size);
        elements.bytes(description);
        for (Placed placed : constants) {
            elements.zerosTo(placed.position() - Integer.BYTES);
            elements.constant(placed.constant());
        }
        elements.flush();
    }

    private static long align(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
