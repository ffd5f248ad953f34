package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The matrix products of an ONNX graph, as far as the file tells their shapes: by constants, inputs, outputs and the
 * shapes that an exporter may write for the values between.
 */
final class OnnxProducts {
    private static final Set<String> MATMUL = Set.of("MatMul", "FusedMatMul", "MatMulInteger", "MatMulIntegerToFloat");
    private static final Set<String> CONV = Set.of("Conv", "FusedConv", "ConvInteger");

    /** They hold matrix products in ways that are not counted here. */
    private static final Set<String> UNCOUNTED = Set.of(
            "Attention",
            "Einsum",
            "GRU",
            "GroupQueryAttention",
            "LSTM",
            "MatMulNBits",
            "MultiHeadAttention",
            "QAttention",
            "QLinearConv",
            "QLinearMatMul",
            "RNN");

    private final Map<String, List<Dimension>> shapes = new HashMap<>();

    OnnxProducts(GraphProto graph) {
        graph.getValueInfoList().forEach(value -> OnnxTypes.dimensions(value.getType())
                .ifPresent(shape -> shapes.put(value.getName(), shape)));
        graph.getInputList().forEach(value -> OnnxTypes.dimensions(value.getType())
                .ifPresent(shape -> shapes.put(value.getName(), shape)));
        graph.getOutputList().forEach(value -> OnnxTypes.dimensions(value.getType())
                .ifPresent(shape -> shapes.put(value.getName(), shape)));
        graph.getInitializerList()
                .forEach(tensor -> shapes.put(
                        tensor.getName(),
                        tensor.getDimsList().stream()
                                .map(size -> new Dimension(OptionalLong.of(size), Optional.empty()))
                                .toList()));
    }

    /** The node's products; absent when it computes none. */
    Optional<MatrixProduct> of(NodeProto node, String operator) {
        String type = node.getOpType();
        if (MATMUL.contains(type)) {
            return Optional.of(new MatrixProduct(operator, matmul(node)));
        }
        if (type.equals("Gemm") || type.equals("FusedGemm")) {
            return Optional.of(new MatrixProduct(operator, gemm(node)));
        }
        if (CONV.contains(type)) {
            return Optional.of(new MatrixProduct(operator, convolution(node, output(node))));
        }
        if (type.equals("ConvTranspose")) {
            return Optional.of(new MatrixProduct(operator, convolution(node, input(node, 0))));
        }
        return UNCOUNTED.contains(type) ? Optional.of(MatrixProduct.unknown(operator)) : Optional.empty();
    }

    /** {@code [..., m, k]} by {@code [..., k, n]}: k for each element that comes out. */
    private Optional<MatrixProduct.Work> matmul(NodeProto node) {
        OptionalLong inner = attribute(node, "transB") == 0 ? fixed(input(node, 1), 2) : fixed(input(node, 1), 1);
        OptionalLong other = attribute(node, "transA") == 0 ? fixed(input(node, 0), 1) : fixed(input(node, 0), 2);
        return work(inner.isPresent() ? inner : other, output(node));
    }

    private Optional<MatrixProduct.Work> gemm(NodeProto node) {
        return work(fixed(input(node, 1), attribute(node, "transB") == 0 ? 2 : 1), output(node));
    }

    /** Each element of the tensor meets one filter: {@code [out, in/groups, kernel...]}. */
    private Optional<MatrixProduct.Work> convolution(NodeProto node, Optional<List<Dimension>> tensor) {
        Optional<List<Dimension>> filters = input(node, 1);
        if (filters.isEmpty() || filters.get().isEmpty()) {
            return Optional.empty();
        }
        long each = 1;
        for (Dimension dimension : filters.get().subList(1, filters.get().size())) {
            long size = dimension.size().orElse(0);
            if (size < 1 || each > Integer.MAX_VALUE / size) {
                return Optional.empty();
            }
            each *= size;
        }
        return work(OptionalLong.of(each), tensor);
    }

    private static Optional<MatrixProduct.Work> work(OptionalLong each, Optional<List<Dimension>> tensor) {
        return each.isPresent()
                ? tensor.map(dimensions -> new MatrixProduct.Work(each.getAsLong(), dimensions))
                : Optional.empty();
    }

    /** Size of an axis counted from the end, 1 the last. */
    private static OptionalLong fixed(Optional<List<Dimension>> shape, int fromEnd) {
        return shape.isPresent() && shape.get().size() >= fromEnd
                ? shape.get().get(shape.get().size() - fromEnd).size()
                : OptionalLong.empty();
    }

    private Optional<List<Dimension>> input(NodeProto node, int index) {
        return index < node.getInputCount() ? Optional.ofNullable(shapes.get(node.getInput(index))) : Optional.empty();
    }

    private Optional<List<Dimension>> output(NodeProto node) {
        return node.getOutputCount() > 0 ? Optional.ofNullable(shapes.get(node.getOutput(0))) : Optional.empty();
    }

    private static long attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(0);
    }
}
