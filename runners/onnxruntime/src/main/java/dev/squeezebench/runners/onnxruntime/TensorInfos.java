package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
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
     * Every input or output, in the model's order.
     *
     * @throws UnsupportedByRunnerException when one is no tensor, or of a type that cannot be exchanged
     */
    static List<dev.squeezebench.measure.tensor.TensorInfo> of(Collection<NodeInfo> nodes)
            throws UnsupportedByRunnerException {
        List<dev.squeezebench.measure.tensor.TensorInfo> infos = new ArrayList<>();
        for (NodeInfo node : nodes) {
            if (!(node.getInfo() instanceof TensorInfo tensor)) {
                throw new UnsupportedByRunnerException("the model's " + Printable.quoted(node.getName())
                        + " is no tensor: sequences and maps are not supported");
            }
            infos.add(new dev.squeezebench.measure.tensor.TensorInfo(
                    node.getName(), ElementTypes.of(node.getName(), tensor), dimensions(tensor)));
        }
        return infos;
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
