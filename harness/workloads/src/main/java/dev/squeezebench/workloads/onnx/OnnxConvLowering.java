package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Projection;
import java.util.List;

/** Every projection as a one-dimensional convolution of width 1 over {@code [B, C, S]}: what the original model says. */
final class OnnxConvLowering implements OnnxLowering {
    @Override
    public String name() {
        return "conv";
    }

    @Override
    public Layout layout() {
        return Layout.CHANNELS_FIRST;
    }

    @Override
    public Projected project(GraphBuilder graph, Projection projection, String input) {
        return Projected.complete(graph.node(
                "Conv",
                projection.name() + "/Conv",
                List.of(input, graph.weight(kernel(projection)), graph.weight(WeightTensor.of(projection.bias()))),
                Attributes.integers("kernel_shape", 1),
                Attributes.integer("group", projection.groups())));
    }

    /** {@code [out, in/G, 1]}: a Linear weight has the same values in the same order. */
    private static WeightTensor kernel(Projection projection) {
        WeightTensor weight = WeightTensor.of(projection.weight());
        return new WeightTensor(
                weight.name(), List.of(projection.out(), projection.in() / projection.groups(), 1), weight.values());
    }
}
