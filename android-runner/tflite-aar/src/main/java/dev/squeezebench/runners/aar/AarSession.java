package dev.squeezebench.runners.aar;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** An open model whose inputs are bound once. */
final class AarSession implements Session {
    private final Engine engine;
    private final SessionInfo info;
    private final List<ByteBuffer> inputs = new ArrayList<>();
    private final List<ByteBuffer> outputs = new ArrayList<>();

    AarSession(Engine engine, SessionInfo info) {
        this.engine = engine;
        this.info = info;
        for (TensorInfo output : info.outputs()) {
            outputs.add(buffer(bytes(output)));
        }
    }

    @Override
    public SessionInfo info() {
        return info;
    }

    @Override
    public void bind(List<Tensor> tensors) throws RunnerException {
        if (tensors.size() != info.inputs().size()) {
            throw new RunnerException(
                    "the model has " + info.inputs().size() + " inputs, and " + tensors.size() + " were given");
        }
        inputs.clear();
        for (TensorInfo expected : info.inputs()) {
            inputs.add(copy(named(expected, tensors)));
        }
    }

    private static Tensor named(TensorInfo expected, List<Tensor> tensors) throws RunnerException {
        Optional<Tensor> found = tensors.stream()
                .filter(tensor -> tensor.name().equals(expected.name()))
                .findFirst();
        Tensor tensor = found.orElseThrow(() -> new RunnerException("input '" + expected.name() + "' is missing"));
        if (tensor.type() != expected.type() || !tensor.shape().equals(shape(expected))) {
            throw new RunnerException("input '" + expected.name() + "' is " + tensor.type() + ' ' + tensor.shape()
                    + ", and the model takes " + expected.type() + ' ' + shape(expected));
        }
        return tensor;
    }

    private static ByteBuffer copy(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer copy = buffer(data.remaining());
        copy.duplicate().put(data);
        return copy;
    }

    @Override
    public void reset() {
        // Android 8 has rewind() in the superclass alone.
        for (Buffer input : inputs) {
            input.rewind();
        }
        for (Buffer output : outputs) {
            output.rewind();
        }
    }

    @Override
    public void invoke() throws RunnerException {
        engine.run(inputs, outputs);
    }

    @Override
    public List<Tensor> outputs() {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            TensorInfo output = info.outputs().get(i);
            Buffer whole = outputs.get(i);
            whole.rewind();
            Tensor now = new Tensor(output.name(), output.type(), shape(output), outputs.get(i));
            tensors.add(new Tensor(output.name(), output.type(), shape(output), copy(now)));
        }
        return Collections.unmodifiableList(tensors);
    }

    /** Sizes of a tensor that is allocated: all of them are known. */
    private static List<Long> shape(TensorInfo tensor) {
        List<Long> sizes = new ArrayList<>();
        for (TensorInfo.Dimension dimension : tensor.dimensions()) {
            sizes.add(dimension.size().orElse(1));
        }
        return sizes;
    }

    private static int bytes(TensorInfo tensor) {
        long elements = 1;
        for (long size : shape(tensor)) {
            elements *= size;
        }
        return Math.toIntExact(elements * tensor.type().bytes());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        engine.close();
    }
}
