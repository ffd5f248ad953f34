package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** How many multiply-adds an ONNX node computes in matrix products. */
final class OnnxProducts {
    /** They compute matrix products in ways that are not counted here. */
    private static final Set<String> UNCOUNTED = Set.of(
            "AttnLSTM",
            "DFT",
            "DecoderAttention",
            "DecoderMaskedMultiHeadAttention",
            "DecoderMaskedSelfAttention",
            "DeformConv",
            "FusedMatMulActivation",
            "GemmFloat8",
            "GroupQueryAttention",
            "LongformerAttention",
            "MoE",
            "PackedAttention",
            "PackedMultiHeadAttention",
            "PagedAttention",
            "QMoE",
            "QOrderedAttention",
            "QOrderedMatMul",
            "STFT",
            "SVMClassifier",
            "SVMRegressor",
            "SparseAttention");

    private static final Set<String> COUNTED = Set.of(
            "MatMul",
            "FusedMatMul",
            "MatMulInteger",
            "MatMulIntegerToFloat",
            "QLinearMatMul",
            "MatMulNBits",
            "Gemm",
            "FusedGemm",
            "Conv",
            "FusedConv",
            "ConvInteger",
            "QLinearConv",
            "ConvTranspose",
            "LSTM",
            "GRU",
            "RNN",
            "MultiHeadAttention",
            "Attention",
            "QAttention",
            "Einsum",
            "LinearClassifier",
            "LinearRegressor");

    private OnnxProducts() {}

    /** Whether such a node computes matrix products. */
    static boolean has(String type) {
        return COUNTED.contains(type) || UNCOUNTED.contains(type);
    }

    /** Whether {@link #of} knows how to count such a node. */
    static boolean counts(String type) {
        return COUNTED.contains(type);
    }

    /**
     * The node's multiply-adds; absent when it has none.
     *
     * @param output what is known of its first output
     * @throws ArithmeticException when a size that it takes is not known
     */
    static OptionalLong of(OnnxNode node, Optional<Known> output) {
        return switch (node.type()) {
            case "MatMul",
                    "FusedMatMul",
                    "MatMulInteger",
                    "MatMulIntegerToFloat",
                    "QLinearMatMul",
                    "Gemm",
                    "FusedGemm" -> each(output, inner(node));
            case "MatMulNBits" -> each(output, node.integer("K", 0));
            case "Conv", "FusedConv", "ConvInteger" -> each(output, filter(node.shape(1)));
            case "QLinearConv" -> each(output, filter(node.shape(3)));
            case "ConvTranspose" -> each(node.find(0), filter(node.shape(1)));
            case "LSTM", "GRU", "RNN" ->
                OptionalLong.of(multiply(
                        multiply(node.shape(0).get(0), node.shape(0).get(1)),
                        Math.addExact(Known.product(node.shape(1)), Known.product(node.shape(2)))));
            case "MultiHeadAttention" -> multiHeadAttention(node);
            case "Attention", "QAttention" -> attention(node);
            case "Einsum" -> einsum(Einsum.of(node));
            case "LinearClassifier", "LinearRegressor" -> linear(node.attributes(), node.shape(0));
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong each(Optional<Known> tensor, long multiplyAdds) {
        return OptionalLong.of(multiply(
                Known.product(tensor.orElseThrow(() -> new ArithmeticException("a shape is not known"))
                        .shape()),
                multiplyAdds));
    }

    /** Length of the rows and columns that are multiplied. */
    private static long inner(OnnxNode node) {
        List<Long> a = node.shape(0);
        return node.flag("transA", false) ? a.get(a.size() - 2) : a.get(a.size() - 1);
    }

    /** Multiply-adds of one position of filters {@code [out, in/groups, kernel...]}. */
    private static long filter(List<Long> filters) {
        return Known.product(filters.subList(1, filters.size()));
    }

    /** Of {@code [batch, queries, width]} and {@code [batch, keys, width]}. */
    private static OptionalLong multiHeadAttention(OnnxNode node) {
        List<Long> query = node.shape(0);
        if (node.has(6) || node.shape(1).size() != 3) {
            throw new ArithmeticException("it has keys of earlier invocations");
        }
        long pairs =
                multiply(multiply(query.get(0), query.get(1)), node.shape(1).get(1));
        return OptionalLong.of(
                multiply(pairs, Math.addExact(query.get(2), node.input(2).size(-1))));
    }

    private static OptionalLong attention(OnnxNode node) {
        List<Long> in = node.shape(0);
        List<Long> weights = node.shape(1);
        boolean past = node.has(node.type().equals("Attention") ? 4 : 8);
        if (past || in.size() != 3 || weights.size() != 2) {
            throw new ArithmeticException("it has keys of earlier invocations, or is ONNX's own attention");
        }
        List<Long> sizes = node.integers("qkv_hidden_sizes");
        long widths = sizes.isEmpty() ? 2 * (weights.get(1) / 3) : sizes.get(0) + sizes.get(2);
        long positions = multiply(in.get(0), in.get(1));
        return OptionalLong.of(Math.addExact(
                multiply(positions, Known.product(weights)), multiply(multiply(positions, in.get(1)), widths)));
    }

    private static OptionalLong einsum(Einsum sum) {
        if (sum.operands() > 2) {
            throw new ArithmeticException("a product of three");
        }
        return sum.operands() < 2 ? OptionalLong.empty() : OptionalLong.of(sum.terms());
    }

    private static OptionalLong linear(Map<String, AttributeProto> attributes, List<Long> in) {
        AttributeProto coefficients = attributes.get("coefficients");
        return coefficients == null
                ? OptionalLong.empty()
                : OptionalLong.of(multiply(in.size() > 1 ? in.get(0) : 1, coefficients.getFloatsCount()));
    }

    private static long multiply(long a, long b) {
        return Math.multiplyExact(a, b);
    }
}
