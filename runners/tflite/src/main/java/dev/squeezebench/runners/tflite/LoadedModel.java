package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteRegistration;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * An interpreter with everything it points to: TensorFlow Lite keeps raw pointers to the model, the resolver and the
 * bytes, and a null one passed on would end the process.
 */
final class LoadedModel implements AutoCloseable {
    private final Pointer source;
    private final FlatBufferModel model;
    private final BuiltinOpResolver resolver;
    private final InterpreterBuilder builder;
    private final Interpreter interpreter;

    private LoadedModel(
            Pointer source,
            FlatBufferModel model,
            BuiltinOpResolver resolver,
            InterpreterBuilder builder,
            Interpreter interpreter) {
        this.source = source;
        this.model = model;
        this.resolver = resolver;
        this.builder = builder;
        this.interpreter = interpreter;
    }

    /**
     * Maps a file, verifies its offsets, applies the delegate and allocates every tensor.
     *
     * @param shapes of its inputs, by name, as far as they are known: some models cannot be allocated in the sizes of the file
     */
    static LoadedModel open(Path file, Kernels kernels, Settings settings, Map<String, List<Long>> shapes)
            throws RunnerException {
        return open(file, kernels, settings, shapes, interpreter -> {});
    }

    /** The same, with something done to the interpreter before its tensors are allocated. */
    static LoadedModel open(
            Path file,
            Kernels kernels,
            Settings settings,
            Map<String, List<Long>> shapes,
            Consumer<Interpreter> beforeAllocation)
            throws RunnerException {
        ModelFile.check(file);
        BytePointer path = new BytePointer(file.toString(), StandardCharsets.UTF_8);
        return build(
                path,
                FlatBufferModel.VerifyAndBuildFromFile(path),
                file.toString(),
                kernels,
                settings,
                shapes,
                beforeAllocation);
    }

    /** The same from memory. */
    static LoadedModel open(byte[] bytes, Kernels kernels, Settings settings) throws RunnerException {
        BytePointer buffer = new BytePointer(bytes);
        FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(buffer, bytes.length);
        return build(buffer, model, "in memory", kernels, settings, Collections.emptyMap(), interpreter -> {});
    }

    private static LoadedModel build(
            Pointer source,
            FlatBufferModel model,
            String name,
            Kernels kernels,
            Settings settings,
            Map<String, List<Long>> shapes,
            Consumer<Interpreter> beforeAllocation)
            throws RunnerException {
        if (model == null || model.isNull()) {
            source.close();
            throw new RunnerException(
                    "TensorFlow Lite refuses model " + name + ": it is damaged or of another version of the format");
        }
        BuiltinOpResolver resolver = kernels.resolver();
        InterpreterBuilder builder = new InterpreterBuilder(model, resolver);
        Interpreter interpreter = new Interpreter((Pointer) null);
        LoadedModel loaded = new LoadedModel(source, model, resolver, builder, interpreter);
        try {
            loaded.prepare(name, settings, shapes, beforeAllocation);
        } catch (RunnerException e) {
            loaded.close();
            throw e;
        }
        return loaded;
    }

    private void prepare(
            String name, Settings settings, Map<String, List<Long>> shapes, Consumer<Interpreter> beforeAllocation)
            throws RunnerException {
        if (builder.apply(interpreter) != tensorflowlite.kTfLiteOk || interpreter.isNull()) {
            throw new RunnerException("TensorFlow Lite cannot build an interpreter for model " + name
                    + ": it may use operators that this version lacks");
        }
        // Later than AllocateTensors the call is answered with success and has no effect.
        Status.check(interpreter.SetNumThreads(settings.threads()), "SetNumThreads");
        interpreter.SetAllowFp16PrecisionForFp32(Settings.ALLOW_FLOAT16);
        beforeAllocation.accept(interpreter);
        for (NativeTensor input : NativeTensor.inputs(interpreter)) {
            List<Long> shape = shapes.get(input.name());
            if (shape != null && input.takes(shape)) {
                input.resize(interpreter, shape);
            }
        }
        allocate();
    }

    private void allocate() throws RunnerException {
        int status = interpreter.AllocateTensors();
        Set<String> custom = unresolvedOperators();
        if (status != tensorflowlite.kTfLiteOk && !custom.isEmpty()) {
            throw new UnsupportedByRunnerException("the model uses operators that are not part of TensorFlow Lite: "
                    + String.join(", ", custom) + "; use a model without them");
        }
        Status.check(status, "AllocateTensors");
    }

    /** Custom operators for which there are no kernels. */
    private Set<String> unresolvedOperators() {
        Set<String> names = new TreeSet<>();
        for (int index : Indices.of(interpreter.execution_plan())) {
            TfLiteRegistration registration =
                    interpreter.node_and_registration(index).second();
            BytePointer name = registration.custom_name();
            if (tensorflowlite.IsUnresolvedCustomOp(registration) && name != null) {
                names.add(Printable.text(name.getString(StandardCharsets.UTF_8)));
            }
        }
        return names;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    @Override
    public void close() {
        interpreter.close();
        builder.close();
        resolver.close();
        model.close();
        source.close();
    }
}
