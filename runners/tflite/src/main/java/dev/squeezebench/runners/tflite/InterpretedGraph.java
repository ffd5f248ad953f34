package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteDelegateParams;
import org.bytedeco.tensorflowlite.TfLiteNode;

/** The main graph of an interpreter whose tensors are allocated. */
final class InterpretedGraph implements OperatorTimes.Graph {
    private final Interpreter interpreter;

    InterpretedGraph(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public List<RuntimeProfile.Part> parts() {
        List<RuntimeProfile.Part> parts = new ArrayList<>();
        for (int index : Indices.of(interpreter.execution_plan())) {
            TfLiteNode node = node(index);
            if (node.delegate() != null) {
                List<Integer> replaced = new ArrayList<>();
                for (int each : Indices.of(new TfLiteDelegateParams(node.builtin_data()).nodes_to_replace())) {
                    replaced.add(each);
                }
                parts.add(new RuntimeProfile.Part(replaced));
            }
        }
        return parts;
    }

    @Override
    public int size() {
        return Math.toIntExact(interpreter.nodes_size());
    }

    @Override
    public List<TensorShape> inputs(int node) throws UnsupportedByRunnerException {
        return shapes(Indices.of(node(node).inputs()));
    }

    @Override
    public List<TensorShape> outputs(int node) throws UnsupportedByRunnerException {
        return shapes(Indices.of(node(node).outputs()));
    }

    private TfLiteNode node(int index) {
        return interpreter.node_and_registration(index).first();
    }

    private List<TensorShape> shapes(int... tensors) throws UnsupportedByRunnerException {
        List<TensorShape> shapes = new ArrayList<>();
        int[] present = Arrays.stream(tensors).filter(index -> index >= 0).toArray();
        for (NativeTensor tensor : NativeTensor.of(interpreter, present)) {
            shapes.add(new TensorShape(tensor.type().word(), tensor.shape()));
        }
        return shapes;
    }
}
