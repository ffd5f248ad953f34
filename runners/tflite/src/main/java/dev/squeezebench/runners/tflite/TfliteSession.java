package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.tensorflowlite.Interpreter;

/** An interpreter whose inputs are written once and whose outputs stay in its memory until they are asked for. */
final class TfliteSession implements Session {
    private final LoadedModel model;
    private final Interpreter interpreter;
    private final SessionInfo info;
    private Runnable beforeInvocation = () -> {};

    TfliteSession(LoadedModel model, SessionInfo info) {
        this.model = model;
        this.interpreter = model.interpreter();
        this.info = info;
    }

    /** Does something before each invocation, outside the clock. */
    void beforeInvocations(Runnable action) {
        beforeInvocation = action;
    }

    @Override
    public SessionInfo info() {
        return info;
    }

    @Override
    public void bind(List<Tensor> inputs) throws RunnerException {
        new InputWriter(interpreter).write(inputs);
    }

    @Override
    public void reset() {
        beforeInvocation.run();
    }

    @Override
    public void invoke() throws RunnerException {
        Status.check(interpreter.Invoke(), "Invoke");
    }

    @Override
    public List<Tensor> outputs() throws RunnerException {
        List<Tensor> outputs = new ArrayList<>();
        for (NativeTensor output : NativeTensor.outputs(interpreter)) {
            if (!isReadable(output)) {
                continue;
            }
            ByteBuffer data = output.data();
            ByteBuffer copy = ByteBuffer.allocateDirect(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            copy.duplicate().put(data);
            outputs.add(new Tensor(output.name(), output.type(), output.shape(), copy));
        }
        return Collections.unmodifiableList(outputs);
    }

    private boolean isReadable(NativeTensor output) {
        return info.outputs().stream().anyMatch(readable -> readable.name().equals(output.name()));
    }

    @Override
    public void close() {
        model.close();
    }
}
