package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** A tensor in the interpreter's memory; ask for a new one after tensors were allocated again. */
final class NativeTensor {
    private final int index;
    private final String name;
    private final TfLiteTensor tensor;

    private NativeTensor(int index, String name, TfLiteTensor tensor) {
        this.index = index;
        this.name = name;
        this.tensor = tensor;
    }

    static List<NativeTensor> inputs(Interpreter interpreter) {
        return of(interpreter, Indices.of(interpreter.inputs()));
    }

    static List<NativeTensor> outputs(Interpreter interpreter) {
        return of(interpreter, Indices.of(interpreter.outputs()));
    }

    static List<NativeTensor> of(Interpreter interpreter, int... indices) {
        List<NativeTensor> tensors = new ArrayList<>();
        for (int index : indices) {
            TfLiteTensor tensor = interpreter.tensor(index);
            BytePointer name = tensor.name();
            tensors.add(new NativeTensor(index, name == null ? "" : name.getString(), tensor));
        }
        return Collections.unmodifiableList(tensors);
    }

    /** As the model names it; empty when it does not. */
    String name() {
        return name;
    }

    TensorInfo info() throws UnsupportedByRunnerException {
        List<TensorInfo.Dimension> dimensions = new ArrayList<>();
        for (long size : declaredShape()) {
            dimensions.add(new TensorInfo.Dimension(
                    size < 0 ? OptionalLong.empty() : OptionalLong.of(size), Optional.empty()));
        }
        return new TensorInfo(name, type(), dimensions);
    }

    /** Current dimensions. */
    List<Long> shape() {
        return sizes(tensor.dims());
    }

    /** Dimensions of the model, -1 where the format has no fixed size. */
    List<Long> declaredShape() {
        TfLiteIntArray signature = tensor.dims_signature();
        return signature == null || signature.isNull() || signature.size() == 0 ? shape() : sizes(signature);
    }

    /** Whether the model declares that it takes a shape. */
    boolean takes(List<Long> shape) {
        List<Long> declared = declaredShape();
        boolean fits = declared.size() == shape.size();
        for (int axis = 0; fits && axis < shape.size(); axis++) {
            fits = declared.get(axis) < 0 || declared.get(axis).equals(shape.get(axis));
        }
        return fits;
    }

    /** Gives it another shape, where it has another one; tensors are allocated afterwards. */
    boolean resize(Interpreter interpreter, List<Long> shape) throws RunnerException {
        if (shape().equals(shape)) {
            return false;
        }
        int[] sizes = shape.stream().mapToInt(Math::toIntExact).toArray();
        Status.check(interpreter.ResizeInputTensorStrict(index, sizes), "ResizeInputTensor");
        return true;
    }

    /**
     * Element type.
     *
     * @throws UnsupportedByRunnerException for strings, resources and types narrower than a byte
     */
    ElementType type() throws UnsupportedByRunnerException {
        return switch (tensor.type()) {
            case tensorflowlite.kTfLiteBool -> ElementType.BOOL;
            case tensorflowlite.kTfLiteInt8 -> ElementType.INT8;
            case tensorflowlite.kTfLiteUInt8 -> ElementType.UINT8;
            case tensorflowlite.kTfLiteInt16 -> ElementType.INT16;
            case tensorflowlite.kTfLiteInt32 -> ElementType.INT32;
            case tensorflowlite.kTfLiteInt64 -> ElementType.INT64;
            case tensorflowlite.kTfLiteFloat16 -> ElementType.FLOAT16;
            case tensorflowlite.kTfLiteBFloat16 -> ElementType.BFLOAT16;
            case tensorflowlite.kTfLiteFloat32 -> ElementType.FLOAT32;
            case tensorflowlite.kTfLiteFloat64 -> ElementType.FLOAT64;
            default ->
                throw new UnsupportedByRunnerException("tensor '" + name + "' has TensorFlow Lite's type "
                        + tensor.type() + ", which this runner cannot feed or read");
        };
    }

    /**
     * The elements in the interpreter's memory.
     *
     * @throws RunnerException when there are none, as for an output that is not computed yet
     */
    ByteBuffer data() throws RunnerException {
        BytePointer raw = tensor.data().raw();
        if (raw == null || raw.isNull()) {
            throw new RunnerException("tensor '" + name + "' has no memory");
        }
        return raw.capacity(tensor.bytes()).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Long> sizes(TfLiteIntArray array) {
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            sizes.add((long) array.data(i));
        }
        return Collections.unmodifiableList(sizes);
    }
}
