package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Some nodes of an ONNX model as a model of their own, the smallest that shows what they do: the constants that they read come
 * along, and what makes these of others, and so do numbers that follow from the sizes of an invocation, such as the shape that
 * something is brought into; all else that they read goes in, in those sizes.
 */
public final class OnnxCut {
    private final Path file;
    private final ModelProto model;
    private final List<NodeProto> nodes;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, Boolean> fixed = new HashMap<>();

    private OnnxCut(Path file, ModelProto model) throws UnreadableFileException {
        this.file = file;
        this.model = model;
        this.nodes = new GraphOrder(file).of(model.getGraph());
        for (NodeProto node : nodes) {
            node.getOutputList().forEach(output -> makers.put(output, node));
        }
        model.getGraph().getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    }

    /**
     * Writes the nodes as a model.
     *
     * @param places of the nodes in the file, from 0
     * @param shapes of the inputs of an invocation of the whole
     * @param inputs what a runtime saw go into the nodes: types that the file does not have are those of equal sizes here
     * @param outputs what it saw come out
     * @throws UnreadableFileException when the nodes cannot be cut out: one line
     */
    public static void write(
            Path file,
            List<Integer> places,
            InputShapes shapes,
            List<TensorShape> inputs,
            List<TensorShape> outputs,
            Path target)
            throws IOException {
        ModelProto cut = new OnnxCut(file, OnnxMetadataReader.parse(file)).cut(places, shapes, inputs, outputs);
        try (OutputStream out = Files.newOutputStream(target)) {
            cut.writeTo(out);
        }
    }

    private ModelProto cut(List<Integer> places, InputShapes shapes, List<TensorShape> seen, List<TensorShape> made)
            throws IOException {
        GraphProto whole = model.getGraph();
        Set<NodeProto> chosen = new HashSet<>();
        for (int place : places) {
            if (place >= whole.getNodeCount()) {
                throw cannot("it has no node " + place);
            }
            chosen.add(whole.getNode(place));
        }
        Set<NodeProto> taken = new HashSet<>(chosen);
        Set<String> reads = new LinkedHashSet<>();
        for (NodeProto node : nodes) {
            if (chosen.contains(node)) {
                refuseNested(node);
                node.getInputList().forEach(value -> read(value, taken, reads));
            }
        }
        Map<String, Known> followed = OnnxCost.values(model, nodes, shapes);
        Map<String, List<Long>> known = new HashMap<>();
        followed.forEach((name, value) -> known.put(name, value.shape()));
        Map<String, Integer> types = types();
        GraphProto.Builder graph = GraphProto.newBuilder().setName("cut");
        ExternalData external = new ExternalData(file);
        for (String value : reads) {
            TensorProto constant = constants.get(value);
            Optional<TensorProto> numbers = Optional.ofNullable(followed.get(value))
                    .flatMap(each -> numbers(value, each, types.getOrDefault(value, 0)));
            if (constant != null) {
                graph.addInitializer(external.inlined(constant));
            } else if (numbers.isPresent()) {
                graph.addInitializer(numbers.get());
            } else {
                graph.addInput(input(value, known, types, seen));
            }
        }
        Set<String> readElsewhere = new HashSet<>();
        whole.getOutputList().forEach(output -> readElsewhere.add(output.getName()));
        Set<String> readWithin = new HashSet<>();
        for (NodeProto node : nodes) {
            (taken.contains(node) ? readWithin : readElsewhere).addAll(node.getInputList());
            if (taken.contains(node)) {
                graph.addNode(node);
            }
        }
        for (NodeProto node : nodes) {
            if (chosen.contains(node)) {
                for (String output : node.getOutputList()) {
                    if (!output.isEmpty() && (readElsewhere.contains(output) || !readWithin.contains(output))) {
                        graph.addOutput(output(output, known, types, made));
                    }
                }
            }
        }
        return ModelProto.newBuilder()
                .setIrVersion(model.getIrVersion())
                .setProducerName("squeezebench")
                .addAllOpsetImport(model.getOpsetImportList())
                .addAllFunctions(model.getFunctionsList())
                .setGraph(graph)
                .build();
    }

    /** Adds what a value is made of: nothing for one that the nodes make, the nodes behind it where it never changes. */
    private void read(String value, Set<NodeProto> taken, Set<String> reads) {
        NodeProto maker = makers.get(value);
        if (value.isEmpty() || (maker != null && taken.contains(maker))) {
            return;
        }
        if (maker != null && isFixed(value)) {
            taken.add(maker);
            maker.getInputList().forEach(input -> read(input, taken, reads));
        } else {
            reads.add(value);
        }
    }

    /** Integers that follow from the sizes of the invocation: with others in their place the nodes would do something else. */
    private static Optional<TensorProto> numbers(String name, Known value, int type) {
        boolean known = value.elements().isPresent()
                && (type == DataType.INT64.getNumber() || type == DataType.INT32.getNumber());
        if (!known) {
            return Optional.empty();
        }
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).addAllDims(value.shape());
        for (long number : value.integers()) {
            if (type == DataType.INT64.getNumber()) {
                tensor.addInt64Data(number);
            } else {
                tensor.addInt32Data((int) number);
            }
        }
        return Optional.of(tensor.build());
    }

    /** Whether a value is the same in every invocation. */
    private boolean isFixed(String value) {
        if (constants.containsKey(value)) {
            return true;
        }
        NodeProto maker = makers.get(value);
        if (maker == null) {
            return false;
        }
        Boolean before = fixed.get(value);
        if (before == null) {
            before = !maker.getOpType().startsWith("Random")
                    && maker.getAttributeList().stream().noneMatch(AttributeProto::hasG)
                    && maker.getInputList().stream().allMatch(input -> input.isEmpty() || isFixed(input));
            fixed.put(value, before);
        }
        return before;
    }

    private void refuseNested(NodeProto node) throws UnreadableFileException {
        if (node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0)) {
            throw cannot(Printable.text(node.getOpType()) + " runs a graph within the graph");
        }
    }

    /** Element types of the values, by name: what the file says, else what follows from the operator that makes a value. */
    private Map<String, Integer> types() {
        Map<String, Integer> types = new HashMap<>();
        GraphProto graph = model.getGraph();
        Stream.of(graph.getValueInfoList(), graph.getInputList(), graph.getOutputList())
                .flatMap(List::stream)
                .filter(value -> value.getType().getTensorType().getElemType() != 0)
                .forEach(value -> types.put(
                        value.getName(), value.getType().getTensorType().getElemType()));
        constants.forEach((name, tensor) -> types.put(name, tensor.getDataType()));
        for (NodeProto node : nodes) {
            for (int i = 0; i < node.getOutputCount(); i++) {
                Optional<Integer> made = type(node, i, types);
                if (made.isPresent()) {
                    types.putIfAbsent(node.getOutput(i), made.get());
                }
            }
        }
        return types;
    }

    private static Optional<Integer> type(NodeProto node, int output, Map<String, Integer> types) {
        return switch (node.getOpType()) {
            case "Shape", "Size", "NonZero", "ArgMax", "ArgMin" -> Optional.of(DataType.INT64.getNumber());
            case "Equal",
                    "Less",
                    "Greater",
                    "LessOrEqual",
                    "GreaterOrEqual",
                    "Not",
                    "And",
                    "Or",
                    "Xor",
                    "IsNaN",
                    "IsInf" -> Optional.of(DataType.BOOL.getNumber());
            case "Cast" -> attribute(node, "to").map(to -> Math.toIntExact(to.getI()));
            case "Constant" ->
                attribute(node, "value").map(value -> value.getT().getDataType());
            case "ConstantOfShape" ->
                Optional.of(attribute(node, "value")
                        .map(value -> value.getT().getDataType())
                        .orElse(DataType.FLOAT.getNumber()));
            case "Where", "DequantizeLinear" -> ofInput(node, 1, types);
            case "OneHot", "QuantizeLinear", "EmbedLayerNormalization" -> ofInput(node, 2, types);
            case "TopK" -> output == 1 ? Optional.of(DataType.INT64.getNumber()) : ofInput(node, 0, types);
            default -> ofInput(node, 0, types);
        };
    }

    private static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst();
    }

    private static Optional<Integer> ofInput(NodeProto node, int index, Map<String, Integer> types) {
        return index < node.getInputCount() ? Optional.ofNullable(types.get(node.getInput(index))) : Optional.empty();
    }

    private ValueInfoProto input(
            String name, Map<String, List<Long>> known, Map<String, Integer> types, List<TensorShape> seen)
            throws UnreadableFileException {
        List<Long> sizes = known.get(name);
        if (sizes == null && seen.size() == 1) {
            sizes = seen.get(0).sizes();
        }
        if (sizes == null) {
            throw cannot("the sizes of " + Printable.quoted(name) + " are not known");
        }
        return value(name, type(name, sizes, types, seen).orElse(weightType()), Optional.of(sizes));
    }

    private ValueInfoProto output(
            String name, Map<String, List<Long>> known, Map<String, Integer> types, List<TensorShape> made) {
        Optional<List<Long>> sizes = Optional.ofNullable(known.get(name));
        int type = type(name, sizes.orElse(List.of()), types, made)
                .or(() -> made.stream().findFirst().flatMap(OnnxCut::number))
                .orElse(weightType());
        return value(name, type, sizes);
    }

    private static Optional<Integer> type(
            String name, List<Long> sizes, Map<String, Integer> types, List<TensorShape> seen) {
        Integer known = types.get(name);
        return known != null
                ? Optional.of(known)
                : seen.stream()
                        .filter(shape -> shape.sizes().equals(sizes))
                        .findFirst()
                        .flatMap(OnnxCut::number);
    }

    /** Number of an element type in ONNX. */
    private static Optional<Integer> number(TensorShape shape) {
        return Stream.of(DataType.values())
                .map(DataType::getNumber)
                .filter(number -> OnnxTypes.of(number)
                        .filter(own -> own.word().equals(shape.dtype()))
                        .isPresent())
                .findFirst();
    }

    private int weightType() {
        return model.getGraph().getInitializerList().stream()
                .filter(OnnxTypes::isWeight)
                .map(TensorProto::getDataType)
                .findFirst()
                .orElse(DataType.FLOAT.getNumber());
    }

    private static ValueInfoProto value(String name, int type, Optional<List<Long>> sizes) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
        sizes.ifPresent(all -> {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            all.forEach(size -> shape.addDimBuilder().setDimValue(size));
            tensor.setShape(shape);
        });
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private UnreadableFileException cannot(String cause) {
        return new UnreadableFileException(file, "an operator cannot be cut out: " + cause, "cut it out by hand");
    }
}
