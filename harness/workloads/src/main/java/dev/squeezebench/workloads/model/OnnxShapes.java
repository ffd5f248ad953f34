package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Shapes of the outputs of the usual ONNX operators (<a href="https://onnx.ai/onnx/operators/">ONNX Operators</a>) and of
 * ONNX Runtime's own. An operator that is not here has outputs of unknown shape.
 */
final class OnnxShapes {
    /** The first output has the shape of the first input; others, where they exist, are not needed by shapes. */
    private static final Set<String> SAME = Set.of(
            "Abs",
            "Acos",
            "Asin",
            "Atan",
            "BatchNormalization",
            "Bernoulli",
            "BiasGelu",
            "BiasSplitGelu",
            "BiasSoftmax",
            "BitwiseNot",
            "CastLike",
            "Celu",
            "Clip",
            "Cos",
            "Cosh",
            "CumSum",
            "DequantizeLinear",
            "Dropout",
            "DynamicQuantizeLinear",
            "Elu",
            "Erf",
            "Exp",
            "EyeLike",
            "FastGelu",
            "Gelu",
            "GroupNormalization",
            "HardSigmoid",
            "HardSwish",
            "Hardmax",
            "InstanceNormalization",
            "IsInf",
            "IsNaN",
            "LRN",
            "LayerNormalization",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "LpNormalization",
            "MeanVarianceNormalization",
            "Mish",
            "PRelu",
            "QuantizeLinear",
            "QuickGelu",
            "RMSNormalization",
            "RandomNormalLike",
            "RandomUniformLike",
            "Reciprocal",
            "Relu",
            "ReverseSequence",
            "RotaryEmbedding",
            "Scatter",
            "ScatterElements",
            "ScatterND",
            "Selu",
            "Shrink",
            "Sigmoid",
            "Sign",
            "SimplifiedLayerNormalization",
            "Sin",
            "Sinh",
            "SkipLayerNormalization",
            "SkipSimplifiedLayerNormalization",
            "Softmax",
            "Softplus",
            "Softsign",
            "Swish",
            "Tan",
            "Tanh",
            "ThresholdedRelu",
            "Trilu");

    private OnnxShapes() {}

    /**
     * What is known of a node's outputs; fewer than it has where the rest is unknown.
     *
     * @throws ArithmeticException when nothing is
     */
    static List<Known> of(OnnxNode node) {
        if (SAME.contains(node.type())) {
            return List.of(Known.of(node.shape(0)));
        }
        return switch (node.type()) {
            case "Identity" -> List.of(node.input(0));
            case "Split" -> split(node);
            case "TopK" -> topK(node);
            case "LSTM", "GRU", "RNN" -> recurrent(node);
            case "EmbedLayerNormalization" ->
                List.of(Known.of(with(node.shape(0), node.input(2).size(1))));
            default -> List.of(first(node));
        };
    }

    private static Known first(OnnxNode node) {
        return switch (node.type()) {
            case "Constant" -> constant(node);
            case "ConstantOfShape" -> filled(node);
            case "Shape" -> shape(node);
            case "Size" -> Known.integer(Known.product(node.shape(0)));
            case "Range" -> range(node);
            case "Cast" -> cast(node);
            case "Add",
                    "Sub",
                    "Mul",
                    "Div",
                    "Mod",
                    "Pow",
                    "Min",
                    "Max",
                    "Equal",
                    "Less",
                    "Greater",
                    "LessOrEqual",
                    "GreaterOrEqual",
                    "And",
                    "Or",
                    "Xor",
                    "Sum",
                    "Mean",
                    "BitShift",
                    "BitwiseAnd",
                    "BitwiseOr",
                    "BitwiseXor",
                    "QLinearAdd",
                    "QLinearMul" -> elementwise(node);
            case "Neg" -> node.input(0).map(a -> -a, node.input(0).whole());
            case "Floor" -> node.input(0).map(Math::floor, false);
            case "Ceil" -> node.input(0).map(Math::ceil, false);
            case "Round" -> node.input(0).map(Math::rint, false);
            case "Sqrt" -> node.input(0).map(Math::sqrt, false);
            case "Not" -> node.input(0).map(a -> a == 0 ? 1 : 0, true);
            case "Where" -> where(node);
            case "MatMul", "MatMulInteger", "MatMulIntegerToFloat", "FusedMatMul", "Gemm", "FusedGemm" ->
                Known.of(product(node, 1));
            case "QLinearMatMul" -> Known.of(product(node, 3));
            case "MatMulNBits" -> Known.of(replaced(node.shape(0), -1, node.integer("N", -1)));
            case "Conv", "ConvInteger", "FusedConv" -> Known.of(convolution(node, 1));
            case "QLinearConv" -> Known.of(convolution(node, 3));
            case "ConvTranspose" -> Known.of(transposedConvolution(node));
            case "MaxPool", "AveragePool", "LpPool" -> Known.of(pool(node));
            case "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool" -> Known.of(global(node.shape(0)));
            case "MultiHeadAttention" -> Known.of(multiHeadAttention(node));
            case "Attention", "QAttention" -> Known.of(attention(node));
            case "Reshape" -> reshape(node);
            case "Flatten" -> flatten(node);
            case "Squeeze" -> node.input(0).squeezed(node.integers("axes", 1));
            case "Unsqueeze" -> node.input(0).unsqueezed(node.integers("axes", 1));
            case "Transpose" -> transpose(node);
            case "Concat" -> concat(node);
            case "Slice" -> slice(node);
            case "Gather" -> node.input(0).gather(node.input(0).axis(node.integer("axis", 0)), node.input(1));
            case "GatherElements" -> Known.of(node.shape(1));
            case "GatherND" -> Known.of(gatherNd(node));
            case "Expand" ->
                node.input(0)
                        .expand(Known.broadcast(node.shape(0), node.input(1).integers()));
            case "Tile" -> Known.of(scaled(node.shape(0), node.input(1).integers()));
            case "Pad" -> Known.of(pad(node));
            case "OneHot" -> oneHot(node);
            case "ArgMax", "ArgMin" ->
                Known.of(node.input(0).reduced(List.of(node.integer("axis", 0)), node.flag("keepdims", true)));
            case "ReduceMean",
                    "ReduceSum",
                    "ReduceMax",
                    "ReduceMin",
                    "ReduceProd",
                    "ReduceL1",
                    "ReduceL2",
                    "ReduceLogSum",
                    "ReduceLogSumExp",
                    "ReduceSumSquare" -> reduce(node);
            case "NonZero" -> nonZero(node.input(0));
            case "Resize", "Upsample" -> Known.of(resize(node));
            case "DepthToSpace" -> Known.of(depthToSpace(node));
            case "SpaceToDepth" -> Known.of(spaceToDepth(node));
            case "Einsum" -> Known.of(Einsum.of(node).output());
            case "RandomNormal", "RandomUniform" -> Known.of(node.integers("shape"));
            case "LinearClassifier", "LinearRegressor", "Scaler", "Normalizer", "Imputer" -> Known.of(node.shape(0));
            default -> throw new ArithmeticException("no rule for " + node.type());
        };
    }

    /** What is known of a constant: few numbers are read, weights are not. */
    static Known constant(TensorProto tensor) {
        List<Long> shape = tensor.getDimsList();
        long count = Known.product(shape);
        DataType type = DataType.forNumber(tensor.getDataType());
        boolean whole = type == DataType.INT64 || type == DataType.INT32 || type == DataType.BOOL;
        boolean read = whole || type == DataType.FLOAT || type == DataType.DOUBLE;
        if (!read || count > Known.MOST_ELEMENTS || tensor.getExternalDataCount() > 0) {
            return Known.of(shape);
        }
        List<Double> elements = new ArrayList<>();
        if (tensor.getRawData().isEmpty()) {
            Stream.of(
                            tensor.getInt64DataList(),
                            tensor.getInt32DataList(),
                            tensor.getFloatDataList(),
                            tensor.getDoubleDataList())
                    .flatMap(List::stream)
                    .limit(count)
                    .forEach(number -> elements.add(((Number) number).doubleValue()));
        } else {
            ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            int bytes = (int) (OnnxTypes.bits(tensor.getDataType()).orElseThrow() / Byte.SIZE);
            while (raw.remaining() >= bytes && elements.size() < count) {
                elements.add(element(raw, Objects.requireNonNull(type)));
            }
        }
        return new Known(shape, Optional.of(elements).filter(all -> all.size() == count), whole);
    }

    private static double element(ByteBuffer raw, DataType type) {
        return switch (type) {
            case INT64 -> raw.getLong();
            case INT32 -> raw.getInt();
            case BOOL -> raw.get();
            case FLOAT -> raw.getFloat();
            default -> raw.getDouble();
        };
    }

    private static Known constant(OnnxNode node) {
        if (node.attributes().containsKey("value")) {
            return constant(
                    Objects.requireNonNull(node.attributes().get("value")).getT());
        }
        if (node.attributes().containsKey("value_int")) {
            return Known.integer(node.integer("value_int", 0));
        }
        if (node.attributes().containsKey("value_ints")) {
            return Known.integers(node.integers("value_ints"));
        }
        if (node.attributes().containsKey("value_float")) {
            double value =
                    Objects.requireNonNull(node.attributes().get("value_float")).getF();
            return new Known(List.of(), Optional.of(List.of(value)), false);
        }
        throw new ArithmeticException("a constant of another kind");
    }

    private static Known filled(OnnxNode node) {
        List<Long> shape = node.input(0).integers();
        Known value = node.attributes().containsKey("value")
                ? constant(
                        Objects.requireNonNull(node.attributes().get("value")).getT())
                : new Known(List.of(), Optional.of(List.of(0.0)), false);
        return value.reshaped(List.of()).expand(checked(shape));
    }

    private static List<Long> checked(List<Long> shape) {
        Known.product(shape);
        return shape;
    }

    private static Known shape(OnnxNode node) {
        List<Long> shape = node.shape(0);
        return Known.integers(shape).slice(0, node.integer("start", 0), node.integer("end", shape.size()), 1);
    }

    private static Known range(OnnxNode node) {
        double start = scalar(node, 0);
        double step = scalar(node, 2);
        long count = (long) Math.max(0, Math.ceil((scalar(node, 1) - start) / step));
        boolean whole = node.input(0).whole();
        return count > Known.MOST_ELEMENTS
                ? new Known(List.of(count), Optional.empty(), whole)
                : new Known(
                        List.of(count),
                        Optional.of(LongStream.range(0, count)
                                .mapToObj(i -> start + i * step)
                                .toList()),
                        whole);
    }

    private static double scalar(OnnxNode node, int input) {
        return node.input(input)
                .elements()
                .filter(all -> all.size() == 1)
                .orElseThrow(() -> new ArithmeticException("a bound is not known"))
                .get(0);
    }

    private static Known cast(OnnxNode node) {
        DataType to = DataType.forNumber((int) node.integer("to", 0));
        boolean flag = to == DataType.BOOL;
        boolean whole = flag || to == DataType.INT64 || to == DataType.INT32;
        return node.input(0).map(a -> flag ? a == 0 ? 0 : 1 : whole ? (long) a : a, whole);
    }

    private static Known elementwise(OnnxNode node) {
        if (node.type().startsWith("QLinear")) {
            return Known.of(Known.broadcast(node.shape(0), node.shape(3)));
        }
        Known result = node.input(0);
        for (int i = 1; i < node.inputs(); i++) {
            result = pair(node, result, node.input(i));
        }
        return result;
    }

    /** Of whole numbers, as ONNX rounds: towards zero. */
    private static double quotient(long a, long b) {
        long whole = a / b;
        return whole;
    }

    private static Known pair(OnnxNode node, Known a, Known b) {
        boolean whole = a.whole() && b.whole();
        return switch (node.type()) {
            case "Add", "Sum" -> a.combine(b, Double::sum, whole);
            case "Sub" -> a.combine(b, (x, y) -> x - y, whole);
            case "Mul" -> a.combine(b, (x, y) -> x * y, whole);
            case "Div" -> a.combine(b, (x, y) -> whole ? quotient((long) x, (long) y) : x / y, whole);
            case "Mod" -> a.combine(b, (x, y) -> whole ? (double) Math.floorMod((long) x, (long) y) : x % y, whole);
            case "Pow" -> a.combine(b, Math::pow, whole);
            case "Min" -> a.combine(b, Math::min, whole);
            case "Max" -> a.combine(b, Math::max, whole);
            case "Equal" -> a.combine(b, (x, y) -> x == y ? 1 : 0, true);
            case "Less" -> a.combine(b, (x, y) -> x < y ? 1 : 0, true);
            case "Greater" -> a.combine(b, (x, y) -> x > y ? 1 : 0, true);
            case "LessOrEqual" -> a.combine(b, (x, y) -> x <= y ? 1 : 0, true);
            case "GreaterOrEqual" -> a.combine(b, (x, y) -> x >= y ? 1 : 0, true);
            case "And" -> a.combine(b, (x, y) -> x != 0 && y != 0 ? 1 : 0, true);
            case "Or" -> a.combine(b, (x, y) -> x != 0 || y != 0 ? 1 : 0, true);
            default -> Known.of(Known.broadcast(a.shape(), b.shape()));
        };
    }

    private static Known where(OnnxNode node) {
        Known condition = node.input(0);
        Known yes = node.input(1);
        Known no = node.input(2);
        List<Long> shape = Known.broadcast(condition.shape(), Known.broadcast(yes.shape(), no.shape()));
        if (condition.elements().isEmpty()
                || yes.elements().isEmpty()
                || no.elements().isEmpty()
                || Known.product(shape) > Known.MOST_ELEMENTS) {
            return new Known(shape, Optional.empty(), yes.whole());
        }
        List<Double> chosen = new ArrayList<>();
        List<Double> conditions = condition.expand(shape).elements().orElseThrow();
        for (int i = 0; i < conditions.size(); i++) {
            chosen.add((conditions.get(i) != 0 ? yes : no)
                    .expand(shape)
                    .elements()
                    .orElseThrow()
                    .get(i));
        }
        return new Known(shape, Optional.of(chosen), yes.whole());
    }

    /** Matrices as they are multiplied: {@code transA} and {@code transB} say which are transposed. */
    private static List<Long> product(OnnxNode node, int second) {
        List<Long> a = node.flag("transA", false) ? Known.transposed(node.shape(0)) : node.shape(0);
        List<Long> b = node.flag("transB", false) ? Known.transposed(node.shape(second)) : node.shape(second);
        return Known.matmul(a, b);
    }

    private static List<Long> convolution(OnnxNode node, int filters) {
        List<Long> window = node.shape(filters).subList(2, node.shape(filters).size());
        return windows(node, window, node.shape(filters).get(0), false);
    }

    private static List<Long> pool(OnnxNode node) {
        return windows(node, node.integers("kernel_shape"), node.shape(0).get(1), node.flag("ceil_mode", false));
    }

    private static List<Long> windows(OnnxNode node, List<Long> window, long channels, boolean ceiling) {
        List<Long> in = node.shape(0);
        int axes = in.size() - 2;
        if (window.size() != axes) {
            throw new ArithmeticException("a window of " + window.size() + " axes");
        }
        List<Long> strides = orOnes(node.integers("strides"), axes);
        List<Long> dilations = orOnes(node.integers("dilations"), axes);
        List<Long> shape = new ArrayList<>(List.of(in.get(0), channels));
        for (int axis = 0; axis < axes; axis++) {
            long size = in.get(axis + 2);
            long stride = strides.get(axis);
            shape.add(
                    node.text("auto_pad").startsWith("SAME")
                            ? -Math.floorDiv(-size, stride)
                            : Known.positions(
                                    size,
                                    window.get(axis),
                                    stride,
                                    dilations.get(axis),
                                    padding(node, axis, axes),
                                    ceiling));
        }
        return shape;
    }

    private static long padding(OnnxNode node, int axis, int axes) {
        List<Long> pads = node.integers("pads");
        return pads.isEmpty() || node.text("auto_pad").equals("VALID") ? 0 : pads.get(axis) + pads.get(axis + axes);
    }

    private static List<Long> orOnes(List<Long> sizes, int count) {
        return sizes.isEmpty() ? Collections.nCopies(count, 1L) : sizes;
    }

    private static List<Long> transposedConvolution(OnnxNode node) {
        List<Long> in = node.shape(0);
        List<Long> filters = node.shape(1);
        int axes = in.size() - 2;
        List<Long> strides = orOnes(node.integers("strides"), axes);
        List<Long> dilations = orOnes(node.integers("dilations"), axes);
        List<Long> extra = node.integers("output_padding");
        List<Long> shape = new ArrayList<>(List.of(in.get(0), filters.get(1) * node.integer("group", 1)));
        if (!node.integers("output_shape").isEmpty()) {
            shape.addAll(node.integers("output_shape"));
            return shape;
        }
        for (int axis = 0; axis < axes; axis++) {
            long stride = strides.get(axis);
            long size = in.get(axis + 2);
            shape.add(
                    node.text("auto_pad").startsWith("SAME")
                            ? size * stride
                            : stride * (size - 1)
                                    + (extra.isEmpty() ? 0 : extra.get(axis))
                                    + dilations.get(axis) * (filters.get(axis + 2) - 1)
                                    + 1
                                    - padding(node, axis, axes));
        }
        return checked(shape);
    }

    private static List<Long> global(List<Long> in) {
        List<Long> shape = new ArrayList<>(in.subList(0, 2));
        shape.addAll(Collections.nCopies(in.size() - 2, 1L));
        return shape;
    }

    private static List<Long> multiHeadAttention(OnnxNode node) {
        List<Long> query = node.shape(0);
        if (query.size() != 3 || !node.has(2)) {
            throw new ArithmeticException("packed queries");
        }
        return replaced(query, 2, node.input(2).size(-1));
    }

    /** Its weights are those of query, key and value one after the other. */
    private static List<Long> attention(OnnxNode node) {
        List<Long> sizes = node.integers("qkv_hidden_sizes");
        long width = sizes.isEmpty() ? node.input(1).size(1) / 3 : sizes.get(2);
        if (node.shape(1).size() != 2) {
            throw new ArithmeticException("ONNX's own attention");
        }
        return replaced(node.shape(0), 2, width);
    }

    private static Known reshape(OnnxNode node) {
        Known from = node.input(0);
        List<Long> sizes = new ArrayList<>(node.integers("shape", 1));
        if (!node.flag("allowzero", false)) {
            for (int axis = 0; axis < sizes.size(); axis++) {
                if (sizes.get(axis) == 0) {
                    sizes.set(axis, from.size(axis));
                }
            }
        }
        return from.reshaped(Known.resolve(sizes, Known.product(from.shape())));
    }

    private static Known flatten(OnnxNode node) {
        Known from = node.input(0);
        long axis = node.integer("axis", 1);
        int cut = (int) (axis < 0 ? axis + from.rank() : axis);
        return from.reshaped(List.of(
                Known.product(from.shape().subList(0, cut)),
                Known.product(from.shape().subList(cut, from.rank()))));
    }

    private static Known transpose(OnnxNode node) {
        Known from = node.input(0);
        List<Long> order = node.integers("perm");
        return from.permuted(
                order.isEmpty()
                        ? LongStream.range(0, from.rank())
                                .mapToObj(axis -> from.rank() - 1 - axis)
                                .toList()
                        : order);
    }

    private static Known concat(OnnxNode node) {
        List<Known> parts = new ArrayList<>();
        for (int i = 0; i < node.inputs(); i++) {
            parts.add(node.input(i));
        }
        return Known.concat(parts, parts.get(0).axis(node.integer("axis", 1)));
    }

    private static Known slice(OnnxNode node) {
        Known result = node.input(0);
        List<Long> starts = node.integers("starts", 1);
        List<Long> ends = node.integers("ends", 2);
        List<Long> axes = node.integers("axes", 3);
        List<Long> steps = node.has(4) ? node.input(4).integers() : List.of();
        for (int i = 0; i < starts.size(); i++) {
            result = result.slice(
                    result.axis(axes.isEmpty() ? i : axes.get(i)),
                    starts.get(i),
                    ends.get(i),
                    steps.isEmpty() ? 1 : steps.get(i));
        }
        return result;
    }

    private static List<Known> split(OnnxNode node) {
        Known from = node.input(0);
        int axis = from.axis(node.integer("axis", 0));
        long size = from.shape().get(axis);
        List<Long> sizes = new ArrayList<>(node.integers("split", 1));
        if (sizes.isEmpty()) {
            long part = -Math.floorDiv(-size, node.outputs());
            for (long rest = size; sizes.size() < node.outputs(); rest -= part) {
                sizes.add(Math.max(0, Math.min(part, rest)));
            }
        }
        List<Known> parts = new ArrayList<>();
        long at = 0;
        for (long part : sizes) {
            parts.add(from.slice(axis, at, at + part, 1));
            at += part;
        }
        return parts;
    }

    private static List<Known> topK(OnnxNode node) {
        List<Long> count = node.integers("k", 1);
        long k = node.attributes().containsKey("k") ? node.integer("k", 0) : count.get(0);
        Known top = Known.of(replaced(node.shape(0), (int) node.integer("axis", -1), k));
        return List.of(top, top);
    }

    /** Sequence, directions, batch, width; then the last states. */
    private static List<Known> recurrent(OnnxNode node) {
        List<Long> in = node.shape(0);
        long directions = node.shape(1).get(0);
        long width = node.shape(2).get(2);
        if (node.integer("layout", 0) != 0) {
            throw new ArithmeticException("batch first");
        }
        Known state = Known.of(List.of(directions, in.get(1), width));
        return List.of(Known.of(List.of(in.get(0), directions, in.get(1), width)), state, state);
    }

    private static List<Long> gatherNd(OnnxNode node) {
        List<Long> data = node.shape(0);
        List<Long> indices = node.shape(1);
        int batch = (int) node.integer("batch_dims", 0);
        List<Long> shape = new ArrayList<>(indices.subList(0, indices.size() - 1));
        shape.addAll(data.subList(batch + (int) (long) indices.get(indices.size() - 1), data.size()));
        return shape;
    }

    private static List<Long> scaled(List<Long> shape, List<Long> factors) {
        List<Long> scaled = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            scaled.add(Math.multiplyExact(shape.get(axis), factors.get(axis)));
        }
        return checked(scaled);
    }

    private static List<Long> pad(OnnxNode node) {
        List<Long> shape = new ArrayList<>(node.shape(0));
        List<Long> pads = node.integers("pads", 1);
        List<Long> axes = node.has(3)
                ? node.input(3).integers()
                : LongStream.range(0, shape.size()).boxed().toList();
        for (int i = 0; i < axes.size(); i++) {
            int axis = Known.axis(axes.get(i), shape.size());
            shape.set(axis, shape.get(axis) + pads.get(i) + pads.get(i + axes.size()));
        }
        return checked(shape);
    }

    private static Known oneHot(OnnxNode node) {
        List<Long> shape = new ArrayList<>(node.shape(0));
        long axis = node.integer("axis", -1);
        shape.add(
                (int) (axis < 0 ? axis + shape.size() + 1 : axis),
                node.input(1).integers().get(0));
        return Known.of(shape);
    }

    private static Known reduce(OnnxNode node) {
        Known from = node.input(0);
        List<Long> axes = node.integers("axes", 1);
        if (axes.isEmpty() && node.flag("noop_with_empty_axes", false)) {
            return from;
        }
        List<Long> shape = from.reduced(axes, node.flag("keepdims", true));
        Optional<List<Double>> all = Known.product(shape) == 1 ? from.elements() : Optional.empty();
        Optional<Double> result =
                switch (node.type()) {
                    case "ReduceProd" -> all.map(list -> list.stream().reduce(1.0, (a, b) -> a * b));
                    case "ReduceSum" -> all.map(list -> list.stream().reduce(0.0, Double::sum));
                    case "ReduceMax" -> all.flatMap(list -> list.stream().max(Double::compare));
                    case "ReduceMin" -> all.flatMap(list -> list.stream().min(Double::compare));
                    default -> Optional.empty();
                };
        return new Known(shape, result.map(List::of), from.whole());
    }

    private static Known nonZero(Known from) {
        List<Double> elements =
                from.elements().orElseThrow(() -> new ArithmeticException("how many are not zero is not known"));
        return Known.of(List.of(
                (long) from.rank(),
                elements.stream().filter(element -> element != 0).count()));
    }

    private static List<Long> resize(OnnxNode node) {
        List<Long> in = node.shape(0);
        if (!node.integers("axes").isEmpty()
                || node.text("keep_aspect_ratio_policy").startsWith("not_")) {
            throw new ArithmeticException("some axes only");
        }
        if (node.has(3)) {
            return checked(node.input(3).integers());
        }
        int scales = node.has(2) ? 2 : 1;
        List<Double> factors =
                node.input(scales).elements().orElseThrow(() -> new ArithmeticException("the scale is not known"));
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < in.size(); axis++) {
            shape.add((long) Math.floor(in.get(axis) * factors.get(axis)));
        }
        return checked(shape);
    }

    private static List<Long> depthToSpace(OnnxNode node) {
        List<Long> in = node.shape(0);
        long block = node.integer("blocksize", 1);
        return List.of(in.get(0), in.get(1) / (block * block), in.get(2) * block, in.get(3) * block);
    }

    private static List<Long> spaceToDepth(OnnxNode node) {
        List<Long> in = node.shape(0);
        long block = node.integer("blocksize", 1);
        return List.of(in.get(0), in.get(1) * block * block, in.get(2) / block, in.get(3) / block);
    }

    private static List<Long> with(List<Long> shape, long last) {
        List<Long> longer = new ArrayList<>(shape);
        longer.add(last);
        return longer;
    }

    private static List<Long> replaced(List<Long> shape, int axis, long size) {
        List<Long> other = new ArrayList<>(shape);
        other.set(Known.axis(axis, shape.size()), size);
        return checked(other);
    }
}
