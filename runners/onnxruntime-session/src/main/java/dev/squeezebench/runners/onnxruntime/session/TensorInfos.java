package dev.squeezebench.runners.onnxruntime.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Translates what a session says of its inputs and outputs. */
final class TensorInfos {
    private TensorInfos() {}

    /**
     * Every input, in the model's order.
     *
     * @throws UnsupportedByRunnerException when one is no tensor, or of a type that cannot be exchanged
     */
    static List<dev.squeezebench.measure.tensor.TensorInfo> inputs(Collection<NodeInfo> nodes)
            throws UnsupportedByRunnerException {
        List<dev.squeezebench.measure.tensor.TensorInfo> infos = new ArrayList<>();
        for (NodeInfo node : nodes) {
            infos.add(info(node));
        }
        return infos;
    }

    /**
     * Every output that can be read, in the model's order.
     *
     * @param warnings gets one for each of the others, which are computed and not compared
     */
    static List<dev.squeezebench.measure.tensor.TensorInfo> outputs(
            Collection<NodeInfo> nodes, List<Warning> warnings) {
        List<dev.squeezebench.measure.tensor.TensorInfo> infos = new ArrayList<>();
        for (NodeInfo node : nodes) {
            try {
                infos.add(info(node));
            } catch (UnsupportedByRunnerException e) {
                warnings.add(WarningCode.OUTPUTS_UNCHECKED.warning(
                        "an output is computed and not checked: " + e.getMessage(),
                        "give the model an output of numbers to check it by"));
            }
        }
        return infos;
    }

    private static dev.squeezebench.measure.tensor.TensorInfo info(NodeInfo node) throws UnsupportedByRunnerException {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            throw new UnsupportedByRunnerException("the model's " + Printable.quoted(node.getName())
                    + " is no tensor: sequences and maps are not supported");
        }
        return new dev.squeezebench.measure.tensor.TensorInfo(
                node.getName(), ElementTypes.of(node.getName(), tensor), dimensions(tensor));
    }

    private static List<Dimension> dimensions(TensorInfo tensor) {
        long[] sizes = tensor.getShape();
        String[] symbols = tensor.getDimensionNames();
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < sizes.length; axis++) {
            boolean fixed = sizes[axis] >= 0; // ONNX Runtime says -1 where the size is open
            Optional<String> symbol = Optional.of(symbols[axis]).filter(name -> !name.isEmpty());
            dimensions.add(new Dimension(
                    fixed ? OptionalLong.of(sizes[axis]) : OptionalLong.empty(), fixed ? Optional.empty() : symbol));
        }
        return dimensions;
    }
}
