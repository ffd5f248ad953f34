package dev.squeezebench.runners.tflite;

import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.RegistrationNodePair;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteNode;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The arithmetic of a node: two FLOP for each multiply-add of matrix products and convolutions, and none of the others. */
final class NodeCost {
    private final Interpreter interpreter;

    NodeCost(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** FLOP of a node of the graph, which a delegate may have taken. */
    double flop(int index) {
        RegistrationNodePair pair = interpreter.node_and_registration(index);
        TfLiteNode node = pair.first();
        return switch (pair.second().builtin_code()) {
            case tensorflowlite.kTfLiteBuiltinFullyConnected -> 2.0 * elements(output(node)) * last(input(node, 1));
            case tensorflowlite.kTfLiteBuiltinConv2d ->
                // Weights are output channels x height x width x input channels of a group.
                2.0
                        * elements(output(node))
                        * elements(input(node, 1))
                        / input(node, 1).data(0);
            case tensorflowlite.kTfLiteBuiltinDepthwiseConv2d ->
                2.0 * elements(output(node)) * elements(input(node, 1)) / last(input(node, 1));
            case tensorflowlite.kTfLiteBuiltinBatchMatmul -> 2.0 * elements(input(node, 0)) * last(output(node));
            default -> 0;
        };
    }

    private TfLiteIntArray input(TfLiteNode node, int place) {
        return interpreter.tensor(node.inputs().data(place)).dims();
    }

    private TfLiteIntArray output(TfLiteNode node) {
        return interpreter.tensor(node.outputs().data(0)).dims();
    }

    private static long elements(TfLiteIntArray sizes) {
        long product = 1;
        for (int axis = 0; axis < sizes.size(); axis++) {
            product *= sizes.data(axis);
        }
        return product;
    }

    private static int last(TfLiteIntArray sizes) {
        return sizes.size() == 0 ? 1 : sizes.data(sizes.size() - 1);
    }
}
