package dev.squeezebench.workloads.profile;

import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.workloads.model.ModelGraph;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a node does for the network, by its operator, whether its operands are trained, and the name of its layer. One rule for
 * ONNX, for TensorFlow Lite and for XNNPACK, so that their times can be compared kind by kind.
 */
final class KindRule {
    private static final Map<String, OperatorKind> BY_TYPE = new TreeMap<>();
    private static final Set<String> PRODUCTS = Set.of(
            "matmul",
            "fusedmatmul",
            "matmulinteger",
            "matmulintegertofloat",
            "dynamicquantizematmul",
            "qlinearmatmul",
            "matmulnbits",
            "gemm",
            "fusedgemm",
            "conv",
            "fusedconv",
            "convinteger",
            "qlinearconv",
            "convtranspose",
            "einsum",
            "fullyconnected",
            "batchmatmul",
            "conv2d",
            "depthwiseconv2d",
            "conv3d",
            "transposeconv");
    private static final Set<String> LOOK_UPS = Set.of("gather", "gatherelements", "embeddinglookup", "gathernd");

    private static final Pattern NORM =
            Pattern.compile("(?i)(^|.*[^a-z])(layer|batch|group|rms|post|pre)?_?norm(alization)?s?([^a-z].*|$)");
    private static final Pattern ACTIVATION = Pattern.compile("(?i).*(act_fn|gelu|\\bactivation|relu).*");
    private static final Pattern EMBEDDINGS = Pattern.compile("(?i).*embeddings?$");

    static {
        for (String type : new String[] {"softmax", "logsoftmax", "biassoftmax"}) {
            BY_TYPE.put(type, OperatorKind.SOFTMAX);
        }
        for (String type : new String[] {
            "layernormalization",
            "simplifiedlayernormalization",
            "skiplayernormalization",
            "skipsimplifiedlayernormalization",
            "rmsnormalization",
            "batchnormalization",
            "instancenormalization",
            "groupnormalization",
            "groupnorm",
            "lpnormalization",
            "l2normalization",
            "localresponsenormalization",
            "lrn"
        }) {
            BY_TYPE.put(type, OperatorKind.NORMALISATION);
        }
        for (String type : new String[] {
            "gelu",
            "fastgelu",
            "biasgelu",
            "quickgelu",
            "erf",
            "relu",
            "relu6",
            "relun1to1",
            "relu0to1",
            "leakyrelu",
            "prelu",
            "elu",
            "selu",
            "celu",
            "tanh",
            "sigmoid",
            "logistic",
            "hardswish",
            "hardsigmoid",
            "mish",
            "softplus",
            "swish",
            "clamp"
        }) {
            BY_TYPE.put(type, OperatorKind.ACTIVATION);
        }
        for (String type : new String[] {
            "transpose",
            "reshape",
            "flatten",
            "squeeze",
            "unsqueeze",
            "concat",
            "concatenation",
            "concatenate2",
            "concatenate3",
            "concatenate4",
            "concatenate5",
            "split",
            "splitv",
            "evensplit2",
            "evensplit3",
            "evensplit4",
            "slice",
            "stridedslice",
            "expand",
            "expanddims",
            "identity",
            "copy",
            "tile",
            "pad",
            "constantpad",
            "pack",
            "unpack",
            "depthtospace",
            "spacetodepth",
            "reorderinput",
            "reorderoutput",
            "shape",
            "broadcastto",
            "staticreshape",
            "statictranspose",
            "staticslice"
        }) {
            BY_TYPE.put(type, OperatorKind.LAYOUT_CHANGE);
        }
        for (String type : new String[] {"multiheadattention", "attention", "qattention", "groupqueryattention"}) {
            BY_TYPE.put(type, OperatorKind.ATTENTION_PRODUCT);
        }
        BY_TYPE.put("embedlayernormalization", OperatorKind.EMBEDDING);
        BY_TYPE.put("memcpyfromhost", OperatorKind.DEVICE_COPY);
        BY_TYPE.put("memcpytohost", OperatorKind.DEVICE_COPY);
    }

    private final Set<String> fixed = new HashSet<>();

    /** @param graph whose values are followed: a product with what is computed from weights alone is a projection too */
    KindRule(ModelGraph graph) {
        for (ModelGraph.Node node : graph.nodes()) {
            node.constants().forEach(constant -> fixed.add(constant.name()));
            if (fixed.containsAll(node.inputs())) {
                fixed.addAll(node.outputs());
            }
        }
    }

    /** Whether everything that a node reads is known before an invocation. */
    boolean isFixed(ModelGraph.Node node) {
        return fixed.containsAll(node.inputs());
    }

    /** What a node of the graph does. */
    OperatorKind of(ModelGraph.Node node, Optional<String> layer) {
        String type = plain(node.type());
        if (PRODUCTS.contains(type)) {
            return node.inputs().stream().anyMatch(fixed::contains)
                    ? OperatorKind.PROJECTION
                    : OperatorKind.ATTENTION_PRODUCT;
        }
        if (LOOK_UPS.contains(type)) {
            boolean table = node.constants().stream()
                    .anyMatch(constant -> constant.shape().sizes().size() == 2
                            && constant.shape().dtype().contains("float"));
            return table ? OperatorKind.EMBEDDING : OperatorKind.LAYOUT_CHANGE;
        }
        OperatorKind known = BY_TYPE.get(type);
        if (known != null) {
            return known;
        }
        String name = layer.orElse("") + '/' + node.name();
        if (NORM.matcher(layer.orElse("")).matches()
                || NORM.matcher(node.name()).matches()) {
            return OperatorKind.NORMALISATION;
        }
        if (ACTIVATION.matcher(name).matches()) {
            return OperatorKind.ACTIVATION;
        }
        return EMBEDDINGS.matcher(layer.orElse("")).matches() ? OperatorKind.EMBEDDING : OperatorKind.REST;
    }

    /** What an operator does of which no node is known, where its type alone says so. */
    static OperatorKind ofType(String type) {
        String plain = plain(type);
        if (plain.equals("batchmatmul") || plain.equals("batchmatrixmultiply")) {
            return OperatorKind.ATTENTION_PRODUCT;
        }
        if (plain.equals("fullyconnected") || plain.equals("convolution") || plain.equals("gemm")) {
            return OperatorKind.PROJECTION;
        }
        return BY_TYPE.getOrDefault(plain, OperatorKind.UNMAPPED);
    }

    /** {@code FULLY_CONNECTED}, {@code Fully Connected (NC, F32) GEMM} and {@code FullyConnected} are one word. */
    static String plain(String type) {
        String name = type.split("\\(", 2)[0];
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
