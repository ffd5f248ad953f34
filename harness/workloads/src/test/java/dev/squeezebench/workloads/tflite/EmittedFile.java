package dev.squeezebench.workloads.tflite;

import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** A written file, read back with the schema's own generated classes. */
final class EmittedFile {
    private final ByteBuffer bytes;
    private final Model model;

    EmittedFile(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.model = Model.getRootAsModel(this.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }

    static byte[] write(Network network, Weights weights, String lowering, int batch, int sequenceLength)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TfliteEmitter()
                .emit(
                        network,
                        weights,
                        ModelVariant.float32(lowering, ModelVariant.NO_FUSION, batch, sequenceLength),
                        Channels.newChannel(out),
                        ProgressListener.Task.NONE);
        return out.toByteArray();
    }

    Model model() {
        return model;
    }

    SubGraph graph() {
        return Objects.requireNonNull(model.subgraphs(0));
    }

    List<Tensor> tensors() {
        return IntStream.range(0, graph().tensorsLength())
                .mapToObj(graph()::tensors)
                .toList();
    }

    Tensor tensor(int index) {
        return Objects.requireNonNull(graph().tensors(index));
    }

    /** Name, type and shape of tensors. */
    String describe(int tensor) {
        Tensor t = tensor(tensor);
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < t.shapeLength(); i++) {
            shape.add(t.shape(i));
        }
        return t.name() + ' ' + TensorType.name(t.type()) + ' ' + shape;
    }

    /** Place of a constant's first byte in the file. */
    int position(Tensor tensor) {
        ByteBuffer data = Objects.requireNonNull(
                Objects.requireNonNull(model.buffers((int) tensor.buffer())).dataAsByteBuffer());
        return data.position();
    }

    /** A constant's elements. */
    float[] floats(Tensor tensor) {
        ByteBuffer data = Objects.requireNonNull(
                Objects.requireNonNull(model.buffers((int) tensor.buffer())).dataAsByteBuffer());
        float[] floats = new float[data.remaining() / Float.BYTES];
        data.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    /** How often each operator occurs, by name and version. */
    Map<String, Integer> operators() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < graph().operatorsLength(); i++) {
            Operator operator = Objects.requireNonNull(graph().operators(i));
            var code = Objects.requireNonNull(model.operatorCodes((int) operator.opcodeIndex()));
            counts.merge(BuiltinOperator.name(code.builtinCode()) + '/' + code.version(), 1, Integer::sum);
        }
        return counts;
    }
}
