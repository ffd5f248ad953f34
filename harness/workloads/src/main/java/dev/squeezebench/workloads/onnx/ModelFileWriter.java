package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Writes a model from start to end with one weight at a time in memory: the sizes are known before the values. */
final class ModelFileWriter {
    private static final int BUFFER_BYTES = 1 << 18;

    private final WritableByteChannel target;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ModelFileWriter(WritableByteChannel target) {
        this.target = target;
    }

    /**
     * Writes the whole file.
     *
     * @param preface the model without its graph
     * @param graph the graph with its weights
     * @param weights where the values come from
     * @param progress in bytes of parameters
     */
    void write(ModelProto preface, GraphBuilder graph, Weights weights, ProgressListener.Task progress)
            throws IOException {
        List<TensorFrame> frames = new ArrayList<>();
        for (WeightTensor weight : graph.weights()) {
            frames.add(TensorFrame.of(weight, graph.realType()));
        }
        byte[] skeleton = graph.skeleton().toByteArray();
        bytes(preface.toByteArray());
        bytes(graphHead(
                skeleton.length + frames.stream().mapToLong(TensorFrame::bytes).sum()));
        bytes(skeleton);
        long total = frames.stream().mapToLong(TensorFrame::dataBytes).sum();
        long done = 0;
        for (int i = 0; i < frames.size(); i++) {
            bytes(frames.get(i).head());
            WeightTensor weight = graph.weights().get(i);
            values(weight.values().read(weights), graph.realType(), weight.name());
            done += frames.get(i).dataBytes();
            progress.at(done, total);
        }
    }

    private static byte[] graphHead(long graphBytes) throws IOException {
        if (graphBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the graph has " + graphBytes
                    + " bytes, and a single protobuf message at most 2 GB: use a smaller network");
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(head);
        coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        coded.writeUInt64NoTag(graphBytes);
        coded.flush();
        return head.toByteArray();
    }

    private void values(float[] values, FloatFormat type, String name) throws IOException {
        int bytes = type.elementType().bytes();
        for (int start = 0; start < values.length; start += BUFFER_BYTES / bytes) {
            int count = Math.min(BUFFER_BYTES / bytes, values.length - start);
            buffer.clear().limit(count * bytes);
            type.put(buffer, values, start, count, name);
            all(buffer);
        }
    }

    private void bytes(byte[] bytes) throws IOException {
        all(ByteBuffer.wrap(bytes));
    }

    private void all(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
