package dev.squeezebench.runners.onnxruntime.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.squeezebench.measure.runner.NodePlacement;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import dev.squeezebench.runners.onnxruntime.facts.RuntimeProblem;
import dev.squeezebench.runners.onnxruntime.placement.PlacementRun;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An open model in ONNX Runtime. Inputs lie in direct buffers that the runtime reads without copying. */
final class OnnxRuntimeSession implements Session {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final SessionInfo info;
    private final Optional<PlacementRun> placement;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private OrtSession.@Nullable Result result;

    OnnxRuntimeSession(
            OrtEnvironment environment, OrtSession session, SessionInfo info, Optional<PlacementRun> placement) {
        this.environment = environment;
        this.session = session;
        this.info = info;
        this.placement = placement;
    }

    @Override
    public SessionInfo info() {
        return info;
    }

    @Override
    public void bind(List<Tensor> tensors) throws RunnerException {
        InputCheck.check(info.inputs(), tensors);
        releaseInputs();
        try {
            for (Tensor tensor : tensors) {
                inputs.put(tensor.name(), onDirectBuffer(tensor));
            }
        } catch (OrtException e) {
            throw new RunnerException("ONNX Runtime does not take the inputs: " + Messages.firstLine(e), e);
        }
    }

    private OnnxTensor onDirectBuffer(Tensor tensor) throws OrtException {
        ByteBuffer data = tensor.data();
        ByteBuffer direct = ByteBuffer.allocateDirect(data.remaining()).order(ByteOrder.nativeOrder());
        direct.put(data);
        // Android 8 has flip() in the superclass alone.
        ((Buffer) direct).flip();
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return OnnxTensor.createTensor(environment, direct, shape, ElementTypes.of(tensor.type()));
    }

    @Override
    public void reset() {
        if (result != null) {
            result.close();
            result = null;
        }
    }

    @Override
    public void invoke() throws RunnerException {
        try {
            result = session.run(inputs);
        } catch (OrtException e) {
            throw RuntimeProblem.of(e, info.acceleration().requested(), "ONNX Runtime failed in an inference");
        }
    }

    @Override
    public List<Tensor> outputs() throws RunnerException {
        OrtSession.Result last = result;
        if (last == null) {
            throw new RunnerException("there are no outputs before an inference");
        }
        List<Tensor> outputs = new ArrayList<>();
        for (TensorInfo info : info.outputs()) {
            outputs.add(copy(info.name(), last.get(info.name())));
        }
        return outputs;
    }

    @Override
    public NodePlacement placed() {
        return placement.isPresent() ? placement.get().on(inputs) : NodePlacement.inOnePlace(info.acceleration());
    }

    private static Tensor copy(String name, Optional<OnnxValue> value) throws RunnerException {
        if (!(value.orElse(null) instanceof OnnxTensor tensor)) {
            throw new RunnerException("output '" + name + "' is no tensor");
        }
        List<Long> shape = Arrays.stream(tensor.getInfo().getShape()).boxed().collect(Collectors.toList());
        return new Tensor(name, ElementTypes.of(name, tensor.getInfo()), shape, tensor.getByteBuffer());
    }

    @Override
    public void close() throws RunnerException {
        reset();
        releaseInputs();
        try {
            session.close();
        } catch (OrtException e) {
            throw new RunnerException("ONNX Runtime does not close the session: " + Messages.firstLine(e), e);
        }
    }

    private void releaseInputs() {
        inputs.values().forEach(OnnxTensor::close);
        inputs.clear();
    }
}
