package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.records.LongSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;

/**
 * The FLOP of each node of a TensorFlow Lite graph, and how many others it cannot run before or after. What is computed from
 * constants alone, such as weights of 16 bits that are widened, keeps no node waiting: delegates read the constants themselves.
 */
public final class TfliteArithmetic {
    /** A set of nodes for each node is 12 MiB then. Larger graphs are read without what runs before what. */
    private static final int MOST_ORDERED = 10_000;

    private TfliteArithmetic() {}

    /**
     * Of a model's only graph.
     *
     * @param shapes of the inputs of an invocation
     * @return absent where the FLOP of a node cannot be counted, and where the model has several graphs
     * @throws dev.squeezebench.measure.tensor.UnreadableFileException when it is no model, or damaged
     */
    public static Optional<GraphArithmetic> of(Path file, InputShapes shapes) throws IOException {
        return TfliteMetadataReader.arithmetic(file, shapes);
    }

    static Optional<GraphArithmetic> of(Model model, SubGraph graph, InputShapes shapes) {
        List<ModelGraph.Node> nodes = TfliteCost.each(model, graph, shapes);
        if (nodes.stream().anyMatch(node -> node.flop().isEmpty())) {
            return Optional.empty();
        }
        long[] before = new long[nodes.size()];
        long[] after = new long[nodes.size()];
        if (nodes.size() <= MOST_ORDERED) {
            List<BitSet> earlier = earlier(graph);
            for (int node = 0; node < before.length; node++) {
                before[node] = earlier.get(node).cardinality();
                earlier.get(node).stream().forEach(each -> after[each]++);
            }
        }
        return Optional.of(new GraphArithmetic(
                LongSeries.of(
                        nodes.stream().mapToLong(node -> node.flop().orElse(0)).toArray()),
                LongSeries.of(before),
                LongSeries.of(after)));
    }

    /** For each node all that have to run before it; the file has them in an order in which they can run. */
    private static List<BitSet> earlier(SubGraph graph) {
        int[] makers = new int[graph.tensorsLength()];
        Arrays.fill(makers, -1);
        boolean[] waits = new boolean[graph.tensorsLength()];
        for (int tensor = 0; tensor < waits.length; tensor++) {
            waits[tensor] = Objects.requireNonNull(graph.tensors(tensor)).isVariable();
        }
        for (int i = 0; i < graph.inputsLength(); i++) {
            waits[graph.inputs(i)] = true;
        }
        List<BitSet> earlier = new ArrayList<>();
        for (int node = 0; node < graph.operatorsLength(); node++) {
            Operator operator = Objects.requireNonNull(graph.operators(node));
            BitSet own = new BitSet();
            boolean isWaiting = false;
            for (int i = 0; i < operator.inputsLength(); i++) {
                int tensor = operator.inputs(i);
                if (tensor >= 0 && waits[tensor]) {
                    isWaiting = true;
                    if (makers[tensor] >= 0) {
                        own.or(earlier.get(makers[tensor]));
                        own.set(makers[tensor]);
                    }
                }
            }
            for (int i = 0; i < operator.outputsLength(); i++) {
                makers[operator.outputs(i)] = node;
                waits[operator.outputs(i)] |= isWaiting;
            }
            earlier.add(own);
        }
        return earlier;
    }
}
