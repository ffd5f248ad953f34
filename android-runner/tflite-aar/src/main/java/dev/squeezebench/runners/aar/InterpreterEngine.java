package dev.squeezebench.runners.aar;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.records.text.Printable;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.Tensor;
import org.tensorflow.lite.gpu.GpuDelegate;
import org.tensorflow.lite.gpu.GpuDelegateFactory;

/** The interpreter of the AAR. */
final class InterpreterEngine implements Engine {
    private final Interpreter interpreter;
    private final Optional<Delegate> delegate;

    private InterpreterEngine(Interpreter interpreter, Optional<Delegate> delegate) {
        this.interpreter = interpreter;
        this.delegate = delegate;
    }

    /**
     * Loads a model.
     *
     * @param shapes of its inputs, by name, as far as they are known
     * @throws RunnerException in the runtime's own words
     */
    static Engine open(File model, AarSettings settings, Map<String, List<Long>> shapes) throws RunnerException {
        Interpreter.Options options = new Interpreter.Options()
                .setNumThreads(settings.threads())
                .setUseXNNPACK(settings.acceleration().equals(AarSettings.XNNPACK));
        Optional<Delegate> delegate = Optional.empty();
        try {
            if (settings.acceleration().equals(AarSettings.GPU)) {
                GpuDelegate gpu = new GpuDelegate(new GpuDelegateFactory.Options()
                        .setPrecisionLossAllowed(settings.float16())
                        .setInferencePreference(GpuDelegateFactory.Options.INFERENCE_PREFERENCE_SUSTAINED_SPEED));
                delegate = Optional.of(gpu);
                options.addDelegate(gpu);
            }
            Interpreter interpreter = new Interpreter(model, options);
            resize(interpreter, shapes);
            interpreter.allocateTensors();
            return new InterpreterEngine(interpreter, delegate);
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            delegate.ifPresent(Delegate::close);
            String words = String.valueOf(e.getMessage());
            Optional<UnsupportedByRunnerException> refused = AarRunner.refused(words, AarRunner.pageBytes());
            throw refused.isPresent()
                    ? refused.get()
                    : new RunnerException("TensorFlow Lite cannot open the model: " + Printable.text(words), e);
        }
    }

    private static void resize(Interpreter interpreter, Map<String, List<Long>> shapes) {
        for (int i = 0; i < interpreter.getInputTensorCount(); i++) {
            List<Long> shape = shapes.get(interpreter.getInputTensor(i).name());
            if (shape != null) {
                interpreter.resizeInput(
                        i, shape.stream().mapToInt(Math::toIntExact).toArray());
            }
        }
    }

    @Override
    public List<TensorInfo> inputs() throws RunnerException {
        List<TensorInfo> infos = new ArrayList<>();
        for (int i = 0; i < interpreter.getInputTensorCount(); i++) {
            infos.add(info(interpreter.getInputTensor(i)));
        }
        return Collections.unmodifiableList(infos);
    }

    @Override
    public List<TensorInfo> outputs() throws RunnerException {
        List<TensorInfo> infos = new ArrayList<>();
        for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
            infos.add(info(interpreter.getOutputTensor(i)));
        }
        return Collections.unmodifiableList(infos);
    }

    private static TensorInfo info(Tensor tensor) throws RunnerException {
        List<TensorInfo.Dimension> dimensions = new ArrayList<>();
        for (int size : tensor.shape()) {
            dimensions.add(new TensorInfo.Dimension(OptionalLong.of(size), Optional.empty()));
        }
        return new TensorInfo(tensor.name(), type(tensor), dimensions);
    }

    private static ElementType type(Tensor tensor) throws RunnerException {
        return switch (tensor.dataType()) {
            case FLOAT32 -> ElementType.FLOAT32;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            case INT16 -> ElementType.INT16;
            case INT8 -> ElementType.INT8;
            case UINT8 -> ElementType.UINT8;
            case BOOL -> ElementType.BOOL;
            default ->
                throw new UnsupportedByRunnerException("tensor '" + tensor.name() + "' has type " + tensor.dataType()
                        + ", which holds no numbers; use a model of numbers");
        };
    }

    @Override
    public void run(List<ByteBuffer> inputs, List<ByteBuffer> outputs) throws RunnerException {
        Map<Integer, Object> into = new TreeMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            into.put(i, outputs.get(i));
        }
        try {
            interpreter.runForMultipleInputsOutputs(inputs.toArray(), into);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RunnerException("TensorFlow Lite cannot run the model: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        interpreter.close();
        delegate.ifPresent(Delegate::close);
    }
}
