package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.records.TensorShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.PackOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.ReshapeOptions;
import org.tensorflow.lite.schema.SqueezeOptions;
import org.tensorflow.lite.schema.StridedSliceOptions;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.UnpackOptions;

/**
 * Counts the matrix products of a TensorFlow Lite graph: the shapes of its inputs are propagated from operator to operator.
 * Where that ends, a shape that the file fixes is taken, and else the operator that it ended at is named.
 */
final class TfliteCost {
    private static final Set<Integer> COUNTED = Set.of(
            BuiltinOperator.FULLY_CONNECTED,
            BuiltinOperator.BATCH_MATMUL,
            BuiltinOperator.CONV_2D,
            BuiltinOperator.DEPTHWISE_CONV_2D,
            BuiltinOperator.CONV_3D,
            BuiltinOperator.TRANSPOSE_CONV,
            BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM,
            BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_RNN);

    private static final Set<Integer> UNCOUNTED = Set.of(
            BuiltinOperator.CONV_3D_TRANSPOSE,
            BuiltinOperator.LSTM,
            BuiltinOperator.RNN,
            BuiltinOperator.SVDF,
            BuiltinOperator.BIDIRECTIONAL_SEQUENCE_LSTM,
            BuiltinOperator.BIDIRECTIONAL_SEQUENCE_RNN,
            BuiltinOperator.RFFT2D);

    private final Model model;
    private final SubGraph graph;
    private final Map<Integer, Known> values = new HashMap<>();
    private final Map<Integer, String> unknown = new HashMap<>();
    private FlopCount.Sum sum = new FlopCount.Sum();

    private TfliteCost(Model model, SubGraph graph) {
        this.model = model;
        this.graph = graph;
    }

    static FlopCount of(Model model, SubGraph graph, InputShapes shapes) {
        TfliteCost cost = begin(model, graph, shapes);
        for (int i = 0; i < graph.operatorsLength(); i++) {
            cost.walk(new Node(cost, Objects.requireNonNull(graph.operators(i))));
        }
        return cost.sum.count();
    }

    /** The same for each operator, with the tensors that it reads and makes. */
    static List<ModelGraph.Node> each(Model model, SubGraph graph, InputShapes shapes) {
        TfliteCost cost = begin(model, graph, shapes);
        List<ModelGraph.Node> nodes = new ArrayList<>();
        for (int i = 0; i < graph.operatorsLength(); i++) {
            Node node = new Node(cost, Objects.requireNonNull(graph.operators(i)));
            cost.sum = new FlopCount.Sum();
            cost.walk(node);
            nodes.add(cost.described(node, cost.sum.count().total()));
        }
        return List.copyOf(nodes);
    }

    private ModelGraph.Node described(Node node, OptionalLong flop) {
        List<Integer> inputs = IntStream.range(0, node.operator.inputsLength())
                .map(node.operator::inputs)
                .filter(input -> input >= 0)
                .boxed()
                .toList();
        List<Integer> outputs = IntStream.range(0, node.operator.outputsLength())
                .map(node.operator::outputs)
                .boxed()
                .toList();
        List<Integer> fixed = inputs.stream().filter(this::isConstant).toList();
        return new ModelGraph.Node(
                outputs.isEmpty() ? "" : name(outputs.get(0)),
                node.name(),
                inputs.stream().map(this::name).toList(),
                fixed.stream()
                        .flatMap(input ->
                                shape(input).stream().map(shape -> new ModelGraph.Constant(name(input), shape)))
                        .toList(),
                outputs.stream().map(this::name).toList(),
                inputs.stream()
                        .filter(input -> !fixed.contains(input))
                        .flatMap(input -> shape(input).stream())
                        .toList(),
                outputs.stream().flatMap(output -> shape(output).stream()).toList(),
                flop);
    }

    private String name(int tensor) {
        return String.valueOf(tensor(tensor).name());
    }

    private boolean isConstant(int tensor) {
        return new TfliteBuffers(model).has(tensor(tensor));
    }

    private Optional<TensorShape> shape(int tensor) {
        return find(tensor)
                .map(known -> new TensorShape(
                        TfliteMetadataReader.type(tensor(tensor).type())
                                .map(ElementType::word)
                                .orElse("unknown"),
                        known.shape()));
    }

    private static TfliteCost begin(Model model, SubGraph graph, InputShapes shapes) {
        TfliteCost cost = new TfliteCost(model, graph);
        for (int i = 0; i < graph.inputsLength(); i++) {
            int input = graph.inputs(i);
            List<Long> shape =
                    shapes.shapes().get(String.valueOf(cost.tensor(input).name()));
            if (shape != null) {
                cost.values.put(input, Known.of(shape));
            }
        }
        return cost;
    }

    private Tensor tensor(int index) {
        return Objects.requireNonNull(graph.tensors(index));
    }

    /** An operator with what is known of its inputs. */
    private record Node(TfliteCost cost, Operator operator) {
        int kind() {
            return TfliteIds.kind(cost.model, operator);
        }

        String name() {
            return TfliteMetadataReader.name(
                    Objects.requireNonNull(cost.model.operatorCodes((int) operator.opcodeIndex())));
        }

        boolean has(int input) {
            return input < operator.inputsLength() && operator.inputs(input) >= 0;
        }

        Known input(int input) {
            return cost.find(operator.inputs(input))
                    .orElseThrow(() -> new ArithmeticException("input " + input + " is not known"));
        }

        List<Long> shape(int input) {
            return input(input).shape();
        }

        List<Long> integers(int input) {
            return input(input).integers();
        }

        <T extends com.google.flatbuffers.Table> T options(T empty) {
            T options = operator.builtinOptions(empty) == null ? null : empty;
            if (options == null) {
                throw new ArithmeticException("it has no options");
            }
            return options;
        }
    }

    private Optional<Known> find(int tensor) {
        Known value = values.get(tensor);
        if (value != null || unknown.containsKey(tensor)) {
            return Optional.ofNullable(value);
        }
        Tensor declared = tensor(tensor);
        return constant(declared).or(() -> fixed(declared));
    }

    private static Optional<Known> fixed(Tensor tensor) {
        List<Long> shape = new ArrayList<>();
        for (Dimension axis : TfliteMetadataReader.dimensions(tensor)) {
            if (axis.size().isEmpty()) {
                return Optional.empty();
            }
            shape.add(axis.size().getAsLong());
        }
        return Optional.of(Known.of(shape));
    }

    private Optional<Known> constant(Tensor tensor) {
        Optional<ByteBuffer> data = new TfliteBuffers(model).of(tensor);
        if (data.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer elements = data.get();
        List<Long> shape = TfliteIds.sizes(tensor);
        long count = Known.product(shape);
        int bytes = tensor.type() == TensorType.INT64 ? Long.BYTES : Integer.BYTES;
        boolean whole = tensor.type() == TensorType.INT32 || tensor.type() == TensorType.INT64;
        if (!whole || count > Known.MOST_ELEMENTS || elements.remaining() < count * bytes) {
            return Optional.of(Known.of(shape));
        }
        return Optional.of(new Known(
                shape,
                Optional.of(LongStream.range(0, count)
                        .mapToObj(i -> bytes == Long.BYTES
                                ? (double) elements.getLong((int) i * bytes)
                                : (double) elements.getInt((int) i * bytes))
                        .toList()),
                true));
    }

    private void walk(Node node) {
        String blamed = blamed(node);
        List<Known> outputs;
        try {
            outputs = outputs(node);
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException notKnown) {
            outputs = List.of();
        }
        for (int i = 0; i < node.operator.outputsLength(); i++) {
            int output = node.operator.outputs(i);
            Optional<Known> known = i < outputs.size() ? Optional.of(outputs.get(i)) : fixed(tensor(output));
            known.ifPresentOrElse(value -> values.put(output, value), () -> unknown.put(output, blamed));
        }
        products(node, blamed);
    }

    /** The operator that an unknown input comes from, else the operator's own name. */
    private String blamed(Node node) {
        for (int i = 0; i < node.operator.inputsLength(); i++) {
            String before = unknown.get(node.operator.inputs(i));
            if (before != null) {
                return before;
            }
        }
        return node.name();
    }

    private List<Known> outputs(Node node) {
        return switch (node.kind()) {
            case BuiltinOperator.SPLIT -> {
                int axis = Known.axis(node.integers(0).get(0), node.input(1).rank());
                long part = node.shape(1).get(axis) / node.operator.outputsLength();
                yield java.util.Collections.nCopies(
                        node.operator.outputsLength(), node.input(1).slice(axis, 0, part, 1));
            }
            case BuiltinOperator.SPLIT_V -> {
                int axis = Known.axis(node.integers(2).get(0), node.input(0).rank());
                yield Known.resolve(node.integers(1), node.shape(0).get(axis)).stream()
                        .map(size -> node.input(0).slice(axis, 0, size, 1))
                        .toList();
            }
            case BuiltinOperator.UNPACK -> {
                UnpackOptions options = node.options(new UnpackOptions());
                Known from = node.input(0);
                int axis = from.axis(options.axis());
                yield java.util.Collections.nCopies(
                        options.num(), from.slice(axis, 0, 1, 1).squeezed(List.of((long) axis)));
            }
            default -> List.of(output(node));
        };
    }

    private Known output(Node node) {
        return switch (node.kind()) {
            case BuiltinOperator.ABS,
                    BuiltinOperator.CAST,
                    BuiltinOperator.CEIL,
                    BuiltinOperator.COS,
                    BuiltinOperator.CUMSUM,
                    BuiltinOperator.DEQUANTIZE,
                    BuiltinOperator.DYNAMIC_UPDATE_SLICE,
                    BuiltinOperator.ELU,
                    BuiltinOperator.EXP,
                    BuiltinOperator.FAKE_QUANT,
                    BuiltinOperator.FLOOR,
                    BuiltinOperator.GELU,
                    BuiltinOperator.HARD_SWISH,
                    BuiltinOperator.L2_NORMALIZATION,
                    BuiltinOperator.LEAKY_RELU,
                    BuiltinOperator.LOCAL_RESPONSE_NORMALIZATION,
                    BuiltinOperator.LOG,
                    BuiltinOperator.LOG_SOFTMAX,
                    BuiltinOperator.LOGICAL_NOT,
                    BuiltinOperator.LOGISTIC,
                    BuiltinOperator.NEG,
                    BuiltinOperator.PRELU,
                    BuiltinOperator.QUANTIZE,
                    BuiltinOperator.RELU,
                    BuiltinOperator.RELU6,
                    BuiltinOperator.RELU_0_TO_1,
                    BuiltinOperator.RELU_N1_TO_1,
                    BuiltinOperator.REVERSE_V2,
                    BuiltinOperator.ROUND,
                    BuiltinOperator.RSQRT,
                    BuiltinOperator.SIGN,
                    BuiltinOperator.SIN,
                    BuiltinOperator.SOFTMAX,
                    BuiltinOperator.SQRT,
                    BuiltinOperator.SQUARE,
                    BuiltinOperator.TANH,
                    BuiltinOperator.ZEROS_LIKE -> node.input(0);
            case BuiltinOperator.ADD -> node.input(0).combine(node.input(1), Double::sum, true);
            case BuiltinOperator.SUB -> node.input(0).combine(node.input(1), (a, b) -> a - b, true);
            case BuiltinOperator.MUL -> node.input(0).combine(node.input(1), (a, b) -> a * b, true);
            case BuiltinOperator.MAXIMUM -> node.input(0).combine(node.input(1), Math::max, true);
            case BuiltinOperator.MINIMUM -> node.input(0).combine(node.input(1), Math::min, true);
            case BuiltinOperator.FLOOR_DIV ->
                node.input(0).combine(node.input(1), (a, b) -> Math.floorDiv((long) a, (long) b), true);
            case BuiltinOperator.FLOOR_MOD ->
                node.input(0).combine(node.input(1), (a, b) -> Math.floorMod((long) a, (long) b), true);
            case BuiltinOperator.DIV,
                    BuiltinOperator.POW,
                    BuiltinOperator.EQUAL,
                    BuiltinOperator.NOT_EQUAL,
                    BuiltinOperator.LESS,
                    BuiltinOperator.LESS_EQUAL,
                    BuiltinOperator.GREATER,
                    BuiltinOperator.GREATER_EQUAL,
                    BuiltinOperator.LOGICAL_AND,
                    BuiltinOperator.LOGICAL_OR,
                    BuiltinOperator.SQUARED_DIFFERENCE -> Known.of(Known.broadcast(node.shape(0), node.shape(1)));
            case BuiltinOperator.SELECT, BuiltinOperator.SELECT_V2 ->
                Known.of(Known.broadcast(node.shape(0), Known.broadcast(node.shape(1), node.shape(2))));
            case BuiltinOperator.FULLY_CONNECTED -> Known.of(fullyConnected(node));
            case BuiltinOperator.BATCH_MATMUL -> Known.of(batchMatmul(node));
            case BuiltinOperator.CONV_2D -> Known.of(convolution(node));
            case BuiltinOperator.DEPTHWISE_CONV_2D -> Known.of(depthwise(node));
            case BuiltinOperator.TRANSPOSE_CONV,
                    BuiltinOperator.BROADCAST_TO,
                    BuiltinOperator.FILL,
                    BuiltinOperator.RANDOM_UNIFORM,
                    BuiltinOperator.RANDOM_STANDARD_NORMAL ->
                Known.of(node.integers(node.kind() == BuiltinOperator.BROADCAST_TO ? 1 : 0));
            case BuiltinOperator.AVERAGE_POOL_2D, BuiltinOperator.MAX_POOL_2D, BuiltinOperator.L2_POOL_2D ->
                Known.of(pool(node));
            case BuiltinOperator.RESHAPE -> node.input(0).reshaped(reshaped(node));
            case BuiltinOperator.SHAPE -> Known.integers(node.shape(0));
            case BuiltinOperator.RANK -> Known.integer(node.input(0).rank());
            case BuiltinOperator.TRANSPOSE -> node.input(0).permuted(node.integers(1));
            case BuiltinOperator.EXPAND_DIMS -> node.input(0).unsqueezed(node.integers(1));
            case BuiltinOperator.SQUEEZE -> squeezed(node);
            case BuiltinOperator.CONCATENATION ->
                Known.concat(
                        all(node),
                        node.input(0)
                                .axis(node.options(new ConcatenationOptions()).axis()));
            case BuiltinOperator.PACK -> packed(node);
            case BuiltinOperator.SLICE -> sliced(node);
            case BuiltinOperator.STRIDED_SLICE -> stridedSlice(node);
            case BuiltinOperator.GATHER -> gathered(node);
            case BuiltinOperator.EMBEDDING_LOOKUP -> node.input(1).gather(0, node.input(0));
            case BuiltinOperator.MEAN,
                    BuiltinOperator.SUM,
                    BuiltinOperator.REDUCE_PROD,
                    BuiltinOperator.REDUCE_MAX,
                    BuiltinOperator.REDUCE_MIN,
                    BuiltinOperator.REDUCE_ANY,
                    BuiltinOperator.REDUCE_ALL -> reduced(node);
            case BuiltinOperator.ARG_MAX, BuiltinOperator.ARG_MIN ->
                Known.of(node.input(0).reduced(node.integers(1), false));
            case BuiltinOperator.PAD, BuiltinOperator.PADV2, BuiltinOperator.MIRROR_PAD -> Known.of(padded(node));
            case BuiltinOperator.TILE -> Known.of(scaled(node));
            case BuiltinOperator.RESIZE_BILINEAR, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR ->
                Known.of(List.of(
                        node.shape(0).get(0),
                        node.integers(1).get(0),
                        node.integers(1).get(1),
                        node.shape(0).get(3)));
            default -> throw new ArithmeticException("no rule for " + node.name());
        };
    }

    private static List<Known> all(Node node) {
        List<Known> all = new ArrayList<>();
        for (int i = 0; i < node.operator.inputsLength(); i++) {
            all.add(node.input(i));
        }
        return all;
    }

    private static List<Long> fullyConnected(Node node) {
        List<Long> filter = node.shape(1);
        List<Long> in = node.shape(0);
        List<Long> shape = new ArrayList<>();
        if (node.options(new FullyConnectedOptions()).keepNumDims()) {
            shape.addAll(in.subList(0, in.size() - 1));
        } else {
            shape.add(Known.product(in) / filter.get(1));
        }
        shape.add(filter.get(0));
        return shape;
    }

    private static List<Long> batchMatmul(Node node) {
        BatchMatMulOptions options = node.options(new BatchMatMulOptions());
        return Known.matmul(
                options.adjX() ? Known.transposed(node.shape(0)) : node.shape(0),
                options.adjY() ? Known.transposed(node.shape(1)) : node.shape(1));
    }

    private static List<Long> convolution(Node node) {
        Conv2DOptions options = node.options(new Conv2DOptions());
        List<Long> filters = node.shape(1);
        return windows(
                node.shape(0),
                options.padding(),
                List.of(filters.get(1), filters.get(2)),
                List.of((long) options.strideH(), (long) options.strideW()),
                List.of((long) options.dilationHFactor(), (long) options.dilationWFactor()),
                filters.get(0));
    }

    private static List<Long> depthwise(Node node) {
        DepthwiseConv2DOptions options = node.options(new DepthwiseConv2DOptions());
        List<Long> filters = node.shape(1);
        return windows(
                node.shape(0),
                options.padding(),
                List.of(filters.get(1), filters.get(2)),
                List.of((long) options.strideH(), (long) options.strideW()),
                List.of((long) options.dilationHFactor(), (long) options.dilationWFactor()),
                filters.get(3));
    }

    private static List<Long> pool(Node node) {
        Pool2DOptions options = node.options(new Pool2DOptions());
        return windows(
                node.shape(0),
                options.padding(),
                List.of((long) options.filterHeight(), (long) options.filterWidth()),
                List.of((long) options.strideH(), (long) options.strideW()),
                List.of(1L, 1L),
                node.shape(0).get(3));
    }

    /** Of images {@code [batch, height, width, channels]}. */
    private static List<Long> windows(
            List<Long> in, byte padding, List<Long> window, List<Long> strides, List<Long> dilations, long channels) {
        List<Long> shape = new ArrayList<>(List.of(in.get(0)));
        for (int axis = 0; axis < 2; axis++) {
            long size = in.get(axis + 1);
            long stride = strides.get(axis);
            shape.add(
                    padding == Padding.SAME
                            ? -Math.floorDiv(-size, stride)
                            : Known.positions(size, window.get(axis), stride, dilations.get(axis), 0, false));
        }
        shape.add(channels);
        return shape;
    }

    private static List<Long> reshaped(Node node) {
        List<Long> sizes = new ArrayList<>();
        if (node.has(1)) {
            sizes.addAll(node.integers(1));
        } else {
            ReshapeOptions options = node.options(new ReshapeOptions());
            for (int i = 0; i < options.newShapeLength(); i++) {
                sizes.add((long) options.newShape(i));
            }
        }
        return Known.resolve(sizes, Known.product(node.shape(0)));
    }

    private static Known squeezed(Node node) {
        SqueezeOptions options = node.options(new SqueezeOptions());
        List<Long> axes = new ArrayList<>();
        for (int i = 0; i < options.squeezeDimsLength(); i++) {
            axes.add((long) options.squeezeDims(i));
        }
        return node.input(0).squeezed(axes);
    }

    private static Known packed(Node node) {
        List<Long> axis = List.of((long) node.options(new PackOptions()).axis());
        List<Known> parts =
                all(node).stream().map(part -> part.unsqueezed(axis)).toList();
        return Known.concat(parts, parts.get(0).axis(axis.get(0)));
    }

    private static Known sliced(Node node) {
        Known result = node.input(0);
        List<Long> begin = node.integers(1);
        List<Long> size = node.integers(2);
        for (int axis = 0; axis < begin.size(); axis++) {
            long end = size.get(axis) < 0 ? Integer.MAX_VALUE : begin.get(axis) + size.get(axis);
            result = result.slice(axis, begin.get(axis), end, 1);
        }
        return result;
    }

    private static Known stridedSlice(Node node) {
        StridedSliceOptions options = node.options(new StridedSliceOptions());
        if (options.ellipsisMask() != 0 || options.newAxisMask() != 0) {
            throw new ArithmeticException("a slice of another kind");
        }
        Known result = node.input(0);
        List<Long> begin = node.integers(1);
        List<Long> end = node.integers(2);
        List<Long> strides = node.integers(3);
        List<Long> gone = new ArrayList<>();
        for (int axis = 0; axis < begin.size(); axis++) {
            boolean one = (options.shrinkAxisMask() >> axis & 1) != 0;
            long step = strides.get(axis);
            long from =
                    (options.beginMask() >> axis & 1) != 0 && !one ? step > 0 ? 0 : Integer.MAX_VALUE : begin.get(axis);
            long to = (options.endMask() >> axis & 1) != 0
                    ? step > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE
                    : end.get(axis);
            if (one) {
                to = from == -1 ? Integer.MAX_VALUE : from + 1;
                gone.add((long) axis);
            }
            result = result.slice(axis, from, to, one ? 1 : step);
        }
        return gone.isEmpty() ? result : result.squeezed(gone);
    }

    private static Known gathered(Node node) {
        GatherOptions options = node.options(new GatherOptions());
        if (options.batchDims() != 0) {
            throw new ArithmeticException("a look-up of another kind");
        }
        return node.input(0).gather(node.input(0).axis(options.axis()), node.input(1));
    }

    private static Known reduced(Node node) {
        boolean keep = node.options(new ReducerOptions()).keepDims();
        List<Long> axes = node.integers(1);
        Known from = node.input(0);
        Optional<List<Double>> product = from.elements()
                .filter(all -> node.kind() == BuiltinOperator.REDUCE_PROD && from.rank() == 1)
                .map(all -> List.of(all.stream().reduce(1.0, (a, b) -> a * b)));
        return new Known(axes.isEmpty() ? from.shape() : from.reduced(axes, keep), product, true);
    }

    private static List<Long> padded(Node node) {
        List<Long> pads = node.integers(1);
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < node.input(0).rank(); axis++) {
            shape.add(node.shape(0).get(axis) + pads.get(2 * axis) + pads.get(2 * axis + 1));
        }
        return shape;
    }

    private static List<Long> scaled(Node node) {
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < node.input(0).rank(); axis++) {
            shape.add(
                    Math.multiplyExact(node.shape(0).get(axis), node.integers(1).get(axis)));
        }
        return shape;
    }

    private void products(Node node, String blamed) {
        int kind = node.kind();
        if (kind == BuiltinOperator.CUSTOM) {
            sum.unknown(node.name(), "it is a custom operator");
        } else if (UNCOUNTED.contains(kind)) {
            sum.unknown(node.name(), "its products are not counted here");
        } else if ((kind == BuiltinOperator.IF || kind == BuiltinOperator.WHILE) && othersCompute()) {
            sum.unknown(node.name(), "which graph runs, and how often, is known only when it runs");
        } else if (COUNTED.contains(kind)) {
            try {
                sum.add(node.name(), multiplyAdds(node));
            } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException notKnown) {
                sum.unknown(
                        node.name(),
                        blamed.equals(node.name())
                                ? "a size of it is not known"
                                : "the shape that " + blamed + " gives is known only when it runs");
            }
        }
    }

    /** Whether a graph other than the first has matrix products. */
    private boolean othersCompute() {
        for (int g = 1; g < model.subgraphsLength(); g++) {
            SubGraph other = Objects.requireNonNull(model.subgraphs(g));
            for (int i = 0; i < other.operatorsLength(); i++) {
                int kind = TfliteIds.kind(model, Objects.requireNonNull(other.operators(i)));
                if (COUNTED.contains(kind) || UNCOUNTED.contains(kind) || kind == BuiltinOperator.CUSTOM) {
                    return true;
                }
            }
        }
        return false;
    }

    private long multiplyAdds(Node node) {
        List<Long> weights = node.shape(1);
        return switch (node.kind()) {
            case BuiltinOperator.FULLY_CONNECTED -> Math.multiplyExact(outputElements(node), weights.get(1));
            case BuiltinOperator.BATCH_MATMUL -> {
                List<Long> first = node.shape(0);
                boolean adjoint = node.options(new BatchMatMulOptions()).adjX();
                yield Math.multiplyExact(outputElements(node), first.get(first.size() - (adjoint ? 2 : 1)));
            }
            // Filters are [out, height, width, in/groups].
            case BuiltinOperator.CONV_2D ->
                Math.multiplyExact(outputElements(node), Known.product(weights.subList(1, 4)));
            // [1, height, width, out].
            case BuiltinOperator.DEPTHWISE_CONV_2D ->
                Math.multiplyExact(outputElements(node), Known.product(weights.subList(1, 3)));
            // [depth, height, width, in, out].
            case BuiltinOperator.CONV_3D ->
                Math.multiplyExact(outputElements(node), Known.product(weights.subList(0, 4)));
            // Each input position meets every filter: [out, height, width, in].
            case BuiltinOperator.TRANSPOSE_CONV ->
                Math.multiplyExact(Known.product(node.shape(2)), Known.product(weights.subList(0, 3)));
            default -> recurrent(node);
        };
    }

    private long outputElements(Node node) {
        return Known.product(find(node.operator.outputs(0))
                .orElseThrow(() -> new ArithmeticException("its result is not known"))
                .shape());
    }

    /** Each step meets every matrix once: those of inputs, of states, and of the projection behind an LSTM. */
    private static long recurrent(Node node) {
        boolean lstm = node.kind() == BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM;
        long matrices = 0;
        for (int input = 1; input <= (lstm ? 16 : 2); input++) {
            if (node.has(input) && node.input(input).rank() == 2) {
                matrices = Math.addExact(matrices, Known.product(node.shape(input)));
            }
        }
        return Math.multiplyExact(
                Math.multiplyExact(node.shape(0).get(0), node.shape(0).get(1)), matrices);
    }
}
