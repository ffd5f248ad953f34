package dev.squeezebench.workloads.tflite;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.Yardsticks;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.lite.schema.TensorType;

/**
 * Writes TensorFlow Lite files, {@code .tflite}: float32, fixed batch and sequence, int32 inputs.
 *
 * <p>Constants carry the checkpoint's parameter names. No layout is transposed; a suffix {@code /rows_A_B} marks a part
 * of a parameter's first axis: the positions in use, and the groups of lowering {@code split}.
 */
public final class TfliteEmitter implements ModelEmitter {
    /** A new lowering is a class and a word here. */
    private static final List<TfliteLowering> LOWERINGS =
            List.of(new TfliteConvLowering(), new TfliteBatchedMatMulLowering(), new TfliteSplitLowering());

    @Override
    public String format() {
        return "tflite";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public OptionalInt opset() {
        return OptionalInt.empty();
    }

    @Override
    public boolean fixedShape() {
        return true;
    }

    @Override
    public Map<String, Long> dimensions(int batch, int sequenceLength) {
        return Map.of();
    }

    @Override
    public ElementType idType() {
        return ElementType.INT32;
    }

    /** Half-precision weights would still be computed in float32: the runtime's own float16 is a matter of its kernels. */
    @Override
    public List<ElementType> elementTypes() {
        return List.of(ElementType.FLOAT32);
    }

    @Override
    public List<String> lowerings(Network network) {
        return network.hasGroups()
                ? LOWERINGS.stream().map(TfliteLowering::name).toList()
                : List.of(ModelVariant.DENSE);
    }

    @Override
    public List<String> fusions(Network network, String lowering) {
        return List.of(ModelVariant.NO_FUSION);
    }

    @Override
    public void emit(
            Network network,
            Weights weights,
            ModelVariant variant,
            WritableByteChannel target,
            ProgressListener.Task progress)
            throws IOException {
        check(network, variant);
        // A dense network has no grouped projection, so any lowering serves it.
        TfliteLowering lowering = LOWERINGS.stream()
                .filter(candidate -> candidate.name().equals(variant.lowering()))
                .findFirst()
                .orElse(LOWERINGS.get(0));
        Graph graph = NetworkGraph.of(network, lowering, variant.batch(), variant.sequenceLength());
        FlatModel.of(graph).write(weights, target, progress);
    }

    @Override
    public void emit(Yardsticks yardsticks, WritableByteChannel target) throws IOException {
        Graph graph = new Graph();
        Operators operators = new Operators(graph);
        List<Yardsticks.Filled> filled = yardsticks.filled();
        for (int i = 0; i < filled.size(); i++) {
            Yardsticks.Filled one = filled.get(i);
            Value column = graph.input(one.column(), TensorType.FLOAT32, List.of(one.rows(), 1));
            Value row = graph.input(one.row(), TensorType.FLOAT32, List.of(1, one.columns()));
            Value tensor = graph.node(
                    one.name() + Yardsticks.FILLED,
                    Operation.ADD,
                    List.of(column, row),
                    List.of(one.rows(), one.columns()));
            if (i < yardsticks.products().size()) {
                Parameter weight = yardsticks.weight(i);
                graph.output(operators.fullyConnected(
                        one.name() + "/product",
                        tensor,
                        operators.parameter(weight, weight.shape().toArray(Integer[]::new)),
                        operators.parameter(
                                yardsticks.bias(i), yardsticks.bias(i).shape().toArray(Integer[]::new))));
            } else {
                graph.output(tensor);
                graph.output(operators.multiply(one.name() + "/scaled", tensor, graph.scalar(Yardsticks.FACTOR)));
            }
        }
        FlatModel.of(graph).write(new SeededWeights(0), target, ProgressListener.Task.NONE);
    }

    private void check(Network network, ModelVariant variant) {
        if (!lowerings(network).contains(variant.lowering())) {
            throw new IllegalArgumentException("TensorFlow Lite files have lowerings "
                    + String.join(", ", lowerings(network)) + " of this network, not " + variant.lowering());
        }
        if (!fusions(network, variant.lowering()).contains(variant.fusion())) {
            throw new IllegalArgumentException("TensorFlow Lite files have no fusion " + variant.fusion());
        }
        if (variant.elementType() != ElementType.FLOAT32) {
            throw new IllegalArgumentException("TensorFlow Lite files are written in float32, not "
                    + variant.elementType().word());
        }
        int positions = network.embeddings().positions();
        if (variant.sequenceLength() > positions) {
            throw new IllegalArgumentException("sequence length " + variant.sequenceLength()
                    + " is above the network's " + positions + " positions");
        }
    }
}
