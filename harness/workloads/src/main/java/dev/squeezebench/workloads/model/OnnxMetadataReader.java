package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads what an ONNX file says of itself (<a href="https://onnx.ai/onnx/repo-docs/IR.html">ONNX IR</a>). */
final class OnnxMetadataReader {
    private static final String OWN_DOMAIN = "ai.onnx";

    /** Of parsed messages. The largest language models, at some 100 000 nodes, stay below half of it. */
    private static final long MOST_BYTES = 384L << 20;

    private static final Set<String> LEARNED = Set.of(
            "coefficients",
            "intercepts",
            "support_vectors",
            "rho",
            "nodes_values",
            "class_weights",
            "target_weights",
            "offset",
            "scale");

    private final Path file;
    private final ExternalData external;
    private final ModelCounts counts = new ModelCounts();
    private long graphs;

    private OnnxMetadataReader(Path file) throws IOException {
        this.file = file;
        this.external = new ExternalData(file);
    }

    static ModelMetadata read(Path file) throws IOException {
        return new OnnxMetadataReader(file).metadata(parse(file));
    }

    /** The nodes of the main graph, with what an invocation of these shapes makes of them. */
    static ModelGraph graph(Path file, InputShapes shapes) throws IOException {
        ModelProto model = parse(file);
        GraphProto graph = model.getGraph();
        List<NodeProto> ordered = new GraphOrder(file).of(graph);
        Map<String, ModelGraph.Constant> constants = new HashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            constants.put(
                    tensor.getName(),
                    new ModelGraph.Constant(
                            tensor.getName(),
                            new TensorShape(
                                    OnnxTypes.of(tensor.getDataType())
                                            .map(ElementType::word)
                                            .orElse("unknown"),
                                    tensor.getDimsList())));
        }
        IdentityHashMap<NodeProto, OptionalLong> flop = OnnxCost.each(model, ordered, shapes);
        // The file's own order: that is the one in which a runtime counts nodes.
        return new ModelGraph(graph.getNodeList().stream()
                .map(node -> node(node, constants, flop.getOrDefault(node, OptionalLong.empty())))
                .toList());
    }

    private static ModelGraph.Node node(NodeProto node, Map<String, ModelGraph.Constant> constants, OptionalLong flop) {
        List<String> inputs = named(node.getInputList());
        return new ModelGraph.Node(
                node.getName(),
                node.getOpType(),
                inputs,
                inputs.stream()
                        .filter(constants::containsKey)
                        .map(constants::get)
                        .toList(),
                named(node.getOutputList()),
                List.of(),
                List.of(),
                flop);
    }

    private static List<String> named(List<String> values) {
        return values.stream().filter(value -> !value.isEmpty()).toList();
    }

    /** Parses in place: the bytes of weights stay in the file. */
    static ModelProto parse(Path file) throws IOException {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(
                MappedFile.of(file, "ONNX ends at 2 GiB: save it with its weights as external data"));
        try {
            if (!ProtobufSize.fits(bytes.newCodedInput(), ModelProto.getDescriptor(), MOST_BYTES)) {
                throw new UnreadableFileException(
                        file,
                        "its nodes, attributes and constants are so many that reading them takes more than "
                                + (MOST_BYTES >> 20) + " MiB of memory",
                        "save its constants as raw or external data, or simplify its graph");
            }
            CodedInputStream input = bytes.newCodedInput();
            input.enableAliasing(true);
            return ModelProto.parseFrom(input);
        } catch (InvalidProtocolBufferException e) {
            throw bad(file, "it is no ONNX model, or cut (" + Printable.text(String.valueOf(e.getMessage())) + ')');
        }
    }

    private ModelMetadata metadata(ModelProto model) throws IOException {
        if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
            throw bad(file, "it is no ONNX model, or cut: it has no " + (model.hasGraph() ? "operator set" : "graph"));
        }
        GraphProto graph = model.getGraph();
        if (graph.getOutputCount() == 0) {
            throw bad(file, "its graph has no output");
        }
        List<NodeProto> nodes = new GraphOrder(file).of(graph);
        OnnxVariation variation = new OnnxVariation(model);
        walk(graph);
        OnnxIds ids = new OnnxIds(graph);
        return new ModelMetadata(
                file,
                "onnx",
                Files.size(file) + external.bytes(),
                Optional.of((model.getProducerName() + ' ' + model.getProducerVersion()).strip())
                        .filter(text -> !text.isEmpty()),
                ModelMetadata.named(file, "input", inputs(graph, ids)),
                ModelMetadata.named(
                        file,
                        "output",
                        graph.getOutputList().stream().map(OnnxTypes::port).toList()),
                graphs + model.getFunctionsCount(),
                counts.operators(),
                opsets(model),
                counts.parameters(),
                counts.weightType(),
                shapes -> OnnxCost.of(model, nodes, shapes),
                variation.randomOperators(),
                List.of(),
                external.files());
    }

    /** Before IR version 4 every initialiser was listed as an input too; those have a value already. */
    private static List<ModelPort> inputs(GraphProto graph, OnnxIds ids) {
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
        graph.getSparseInitializerList()
                .forEach(tensor -> constants.add(tensor.getValues().getName()));
        return graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .map(OnnxTypes::port)
                .map(port -> port.withIdsBelow(ids.rows(port.name())))
                .toList();
    }

    private void walk(GraphProto graph) throws IOException {
        graphs++;
        for (TensorProto tensor : graph.getInitializerList()) {
            constant(tensor);
        }
        for (NodeProto node : graph.getNodeList()) {
            counts.operator(name(node));
            learned(node);
            for (AttributeProto attribute : node.getAttributeList()) {
                for (TensorProto tensor : tensors(attribute)) {
                    constant(tensor);
                }
                for (GraphProto nested : graphs(attribute)) {
                    walk(nested);
                }
            }
        }
    }

    private static List<TensorProto> tensors(AttributeProto attribute) {
        List<TensorProto> tensors = new ArrayList<>(attribute.getTensorsList());
        if (attribute.hasT()) {
            tensors.add(attribute.getT());
        }
        return tensors;
    }

    private static List<GraphProto> graphs(AttributeProto attribute) {
        List<GraphProto> graphs = new ArrayList<>(attribute.getGraphsList());
        if (attribute.hasG()) {
            graphs.add(attribute.getG());
        }
        return graphs;
    }

    private void constant(TensorProto tensor) throws IOException {
        external.check(tensor);
        long elements = elements(file, tensor);
        if (OnnxTypes.isWeight(tensor)) {
            counts.weights(OnnxTypes.of(tensor.getDataType()), elements);
        }
    }

    /** ONNX's operators of classical machine learning have their parameters as attributes. */
    private void learned(NodeProto node) {
        if (node.getDomain().equals("ai.onnx.ml")) {
            node.getAttributeList().stream()
                    .filter(attribute -> LEARNED.contains(attribute.getName()))
                    .forEach(attribute -> counts.weights(Optional.of(ElementType.FLOAT32), attribute.getFloatsCount()));
        }
    }

    static String name(NodeProto node) {
        String domain = node.getDomain();
        return domain.isEmpty() || domain.equals(OWN_DOMAIN) ? node.getOpType() : domain + '.' + node.getOpType();
    }

    private static Map<String, Long> opsets(ModelProto model) {
        Map<String, Long> opsets = new TreeMap<>();
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            opsets.put(opset.getDomain().isEmpty() ? OWN_DOMAIN : opset.getDomain(), opset.getVersion());
        }
        return opsets;
    }

    /** Number of elements that a constant claims. */
    static long elements(Path file, TensorProto tensor) throws UnreadableFileException {
        try {
            return Tensor.elements(tensor.getDimsList());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw bad(file, "tensor " + Printable.quoted(tensor.getName()) + " has a shape that cannot be");
        }
    }

    private static UnreadableFileException bad(Path file, String cause) {
        return new UnreadableFileException(file, cause, "download or save it again");
    }
}
