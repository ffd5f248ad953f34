package dev.squeezebench.workloads.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pairs the operators of a delegate with the nodes of the model that it took, in the order of both: the longest common
 * subsequence (Hunt and Szymanski 1977) of what can be the same. A delegate leaves nodes out that cost nothing, and adds
 * operators of its own.
 */
final class Alignment {
    /** XNNPACK's words, and which operators of TensorFlow Lite they may compute; others have the same word. */
    private static final Map<String, Set<String>> MAY_COMPUTE = Map.ofEntries(
            Map.entry("convolution", Set.of("conv2d")),
            Map.entry("depthwiseconvolution", Set.of("depthwiseconv2d")),
            Map.entry("deconvolution", Set.of("transposeconv")),
            Map.entry("batchmatrixmultiply", Set.of("batchmatmul")),
            Map.entry(
                    "copy",
                    Set.of("split", "splitv", "concatenation", "reshape", "squeeze", "expanddims", "unpack", "pack")),
            Map.entry("staticreshape", Set.of("reshape", "squeeze", "expanddims")),
            Map.entry("subtract", Set.of("sub")),
            Map.entry("multiply", Set.of("mul")),
            Map.entry("divide", Set.of("div")),
            Map.entry("meansquared", Set.of("mean")),
            Map.entry("reciprocalsquareroot", Set.of("rsqrt")),
            Map.entry("negate", Set.of("neg")),
            Map.entry("power", Set.of("pow")),
            Map.entry("sine", Set.of("sin")),
            Map.entry("cosine", Set.of("cos")),
            Map.entry("ceiling", Set.of("ceil")),
            // So it is spelt in the library.
            Map.entry("bankdersrounding", Set.of("round")),
            Map.entry("maxpooling", Set.of("maxpool2d")),
            Map.entry("averagepooling", Set.of("averagepool2d")),
            Map.entry("convert", Set.of("quantize", "dequantize", "cast")),
            Map.entry("approxgelu", Set.of("gelu")),
            Map.entry("staticexpanddims", Set.of("expanddims", "reshape")),
            Map.entry("dynamicfullyconnected", Set.of("fullyconnected")),
            Map.entry("squareroot", Set.of("sqrt")),
            Map.entry("sigmoid", Set.of("logistic")),
            Map.entry("clamp", Set.of("relu", "relu6", "relun1to1", "relu0to1")),
            Map.entry("constantpad", Set.of("pad", "padv2")),
            Map.entry("slice", Set.of("stridedslice")),
            Map.entry("hardswish", Set.of("hardswish")));

    /** Cells of the table; a part with more stays unmapped rather than take the command's memory. */
    private static final long MOST_CELLS = 50_000_000;

    private final List<String> operators;
    private final List<String> nodes;

    Alignment(List<String> operators, List<String> nodes) {
        this.operators = operators.stream().map(KindRule::plain).toList();
        this.nodes = nodes.stream().map(KindRule::plain).toList();
    }

    private static boolean mayBe(String operator, String node) {
        return operator.equals(node)
                || MAY_COMPUTE.getOrDefault(operator, Set.of()).contains(node);
    }

    /** Place of the node by place of the operator. */
    Map<Integer, Integer> pairs() {
        Map<Integer, Integer> pairs = new HashMap<>();
        int begin = 0;
        while (begin < Math.min(operators.size(), nodes.size()) && mayBe(operators.get(begin), nodes.get(begin))) {
            pairs.put(begin, begin);
            begin++;
        }
        align(begin, pairs);
        return Map.copyOf(pairs);
    }

    /** Adds those from a place on before which all are paired. */
    private void align(int begin, Map<Integer, Integer> pairs) {
        int n = operators.size() - begin;
        int m = nodes.size() - begin;
        if ((long) n * m > MOST_CELLS) {
            return;
        }
        int[][] longest = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                longest[i][j] = mayBe(operators.get(begin + i), nodes.get(begin + j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < n && j < m) {
            if (mayBe(operators.get(begin + i), nodes.get(begin + j))) {
                pairs.put(begin + i++, begin + j++);
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }
}
