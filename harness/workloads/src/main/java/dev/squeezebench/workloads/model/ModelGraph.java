package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The nodes of a model's main graph, named alike for both formats.
 *
 * @param nodes in the order of the file
 */
public record ModelGraph(List<Node> nodes) {
    public ModelGraph {
        nodes = List.copyOf(nodes);
    }

    /**
     * A node.
     *
     * @param name as the file has it; empty where it has none
     * @param type its operator, such as {@code MatMul} or {@code FULLY_CONNECTED}
     * @param inputs names of the tensors it reads, absent optional ones left out
     * @param constants those of the inputs that the file itself contains
     * @param outputs names of the tensors it makes
     * @param inputShapes of the inputs that are no constants, where they are known
     * @param outputShapes of the outputs, where they are known
     * @param flop operations of its matrix products, 0 where it has none; absent where they cannot be counted
     */
    public record Node(
            String name,
            String type,
            List<String> inputs,
            List<Constant> constants,
            List<String> outputs,
            List<TensorShape> inputShapes,
            List<TensorShape> outputShapes,
            OptionalLong flop) {
        public Node {
            inputs = List.copyOf(inputs);
            constants = List.copyOf(constants);
            outputs = List.copyOf(outputs);
            inputShapes = List.copyOf(inputShapes);
            outputShapes = List.copyOf(outputShapes);
        }
    }

    /**
     * A tensor that the file contains.
     *
     * @param name as the file has it
     * @param shape type and sizes
     */
    public record Constant(String name, TensorShape shape) {}

    /**
     * Reads the graph of a model.
     *
     * @param shapes of the inputs of an invocation
     * @throws UnreadableFileException when it is no model, or damaged
     */
    public static ModelGraph of(Path file, InputShapes shapes) throws IOException {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".tflite")
                ? TfliteMetadataReader.graph(file, shapes)
                : OnnxMetadataReader.graph(file, shapes);
    }
}
