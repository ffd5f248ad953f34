package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.LayerNorm;
import java.util.List;

/** Every residual sum and its normalisation in one {@code com.microsoft.SkipLayerNormalization}. */
class SkipLayerNormFusion extends Unfused {
    @Override
    public String name() {
        return "skip-layer-norm";
    }

    @Override
    public void addAndNormalise(GraphBuilder graph, LayerNorm norm, String residual, Projected branch, String output) {
        graph.contrib(
                "SkipLayerNormalization",
                output,
                List.of(
                        residual,
                        branch.biased(graph),
                        graph.weight(WeightTensor.of(norm.scale())),
                        graph.weight(WeightTensor.of(norm.shift()))),
                Attributes.real("epsilon", norm.epsilon()));
    }
}
