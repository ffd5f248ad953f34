package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CallOnceOptions;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorMap;
import org.tensorflow.lite.schema.TensorType;

/** Reads what a TensorFlow Lite file says of itself (schema.fbs, version 3). */
final class TfliteMetadataReader {
    private static final int HEADER_BYTES = 8;
    private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final Model model;
    private final SubGraph graph;
    private final ModelCounts counts = new ModelCounts();
    private final Set<String> random = new TreeSet<>();
    private final Set<String> state = new TreeSet<>();
    private final TfliteIds ids;

    private TfliteMetadataReader(Path file, Model model, SubGraph graph) {
        this.file = file;
        this.model = model;
        this.graph = graph;
        this.ids = new TfliteIds(model, graph);
    }

    static ModelMetadata read(Path file) throws IOException {
        return reader(file, TfliteMetadataReader::metadata);
    }

    /** The operators of the first graph, with what an invocation of these shapes makes of them. */
    static ModelGraph graph(Path file, InputShapes shapes) throws IOException {
        return reader(file, reader -> new ModelGraph(TfliteCost.each(reader.model, reader.graph, shapes)));
    }

    /** Absent where a node's FLOP are unknown, and where a node may run another graph: its nodes are none of the first's. */
    static Optional<GraphArithmetic> arithmetic(Path file, InputShapes shapes) throws IOException {
        return reader(
                file,
                reader -> reader.model.subgraphsLength() == 1
                        ? TfliteArithmetic.of(reader.model, reader.graph, shapes)
                        : Optional.empty());
    }

    private interface Reading<T> {
        T of(TfliteMetadataReader reader) throws IOException;
    }

    private static <T> T reader(Path file, Reading<T> reading) throws IOException {
        ByteBuffer bytes = MappedFile.of(file, "TensorFlow Lite ends at 2 GiB: use the onnx format");
        refuseOtherFormats(file, bytes);
        try {
            Model model = Model.getRootAsModel(bytes);
            if (model.subgraphsLength() == 0) {
                throw new UnreadableFileException(file, "it has no graph", "convert it again");
            }
            return reading.of(new TfliteMetadataReader(file, model, Objects.requireNonNull(model.subgraphs(0))));
        } catch (RuntimeException damaged) {
            // The generated accessors check no offset: they end in whatever exception the first wrong byte leads to.
            throw new UnreadableFileException(
                    file, "it is damaged: an offset in it leads nowhere", "download or convert it again");
        }
    }

    private static void refuseOtherFormats(Path file, ByteBuffer bytes) throws UnreadableFileException {
        byte[] identifier = new byte[IDENTIFIER.length];
        if (bytes.limit() >= HEADER_BYTES) {
            bytes.get(Integer.BYTES, identifier);
        }
        if (!java.util.Arrays.equals(identifier, IDENTIFIER)) {
            throw new UnreadableFileException(
                    file, "no TensorFlow Lite file: it has no identifier TFL3", "download or convert it again");
        }
    }

    private ModelMetadata metadata() throws IOException {
        count(Files.size(file));
        Map<Integer, String> inputNames = new HashMap<>();
        Map<Integer, String> outputNames = new HashMap<>();
        signature(inputNames, outputNames);
        List<ModelPort> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputsLength(); i++) {
            inputs.add(port(graph.inputs(i), inputNames));
        }
        List<ModelPort> outputs = new ArrayList<>();
        for (int i = 0; i < graph.outputsLength(); i++) {
            outputs.add(port(graph.outputs(i), outputNames));
        }
        if (outputs.isEmpty()) {
            throw new UnreadableFileException(file, "its graph has no output", "convert it again");
        }
        return new ModelMetadata(
                file,
                "tflite",
                Files.size(file),
                Optional.ofNullable(model.description()).filter(text -> !text.isEmpty()),
                ModelMetadata.named(file, "input", inputs),
                ModelMetadata.named(file, "output", outputs),
                model.subgraphsLength(),
                counts.operators(),
                Map.of(),
                counts.parameters(),
                counts.weightType(),
                this::flop,
                List.copyOf(random),
                List.copyOf(state),
                List.of());
    }

    private FlopCount flop(InputShapes shapes) {
        try {
            return TfliteCost.of(model, graph, shapes);
        } catch (RuntimeException damaged) {
            FlopCount.Sum sum = new FlopCount.Sum();
            sum.unknown("graph", "the file is damaged: an offset in it leads nowhere");
            return sum.count();
        }
    }

    private void count(long bytes) throws UnreadableFileException {
        Set<Integer> once = initialisers();
        long parts = 0;
        for (int g = 0; g < model.subgraphsLength(); g++) {
            SubGraph each = Objects.requireNonNull(model.subgraphs(g));
            parts += 1L + each.operatorsLength() + each.tensorsLength();
            if (parts > bytes) {
                // Offsets may lead to one place again and again; parts of their own have more than a byte each.
                throw new UnreadableFileException(
                        file, "it is damaged: its graphs overlap", "download or convert it again");
            }
            for (int i = 0; i < each.operatorsLength(); i++) {
                Operator operator = Objects.requireNonNull(each.operators(i));
                OperatorCode code = Objects.requireNonNull(model.operatorCodes((int) operator.opcodeIndex()));
                String name = name(code);
                counts.operator(name);
                if (isRandom(code)) {
                    random.add(name);
                }
                if (!once.contains(g) && isState(code)) {
                    state.add(name);
                }
            }
            for (int i = 0; i < each.tensorsLength(); i++) {
                org.tensorflow.lite.schema.Tensor tensor = Objects.requireNonNull(each.tensors(i));
                weights(tensor);
                if (tensor.isVariable()) {
                    state.add("variable tensor");
                }
            }
        }
    }

    /** Graphs that run once, before the first invocation: what they assign stays as it is. */
    private Set<Integer> initialisers() {
        Set<Integer> once = new HashSet<>();
        for (int i = 0; i < graph.operatorsLength(); i++) {
            Operator operator = Objects.requireNonNull(graph.operators(i));
            if (operator.builtinOptionsType() == BuiltinOptions.CallOnceOptions
                    && operator.builtinOptions(new CallOnceOptions()) instanceof CallOnceOptions options) {
                once.add(options.initSubgraphIndex());
            }
        }
        return once;
    }

    private static boolean isRandom(OperatorCode code) {
        return switch (builtin(code)) {
            case BuiltinOperator.RANDOM_STANDARD_NORMAL, BuiltinOperator.RANDOM_UNIFORM, BuiltinOperator.MULTINOMIAL ->
                true;
            // TensorFlow's own operators, under its names.
            case BuiltinOperator.CUSTOM ->
                String.valueOf(code.customCode()).matches("Flex.*(Random|Multinomial|TruncatedNormal).*");
            default -> false;
        };
    }

    private static boolean isState(OperatorCode code) {
        return builtin(code) == BuiltinOperator.ASSIGN_VARIABLE
                || (builtin(code) == BuiltinOperator.CUSTOM && "CIRCULAR_BUFFER".equals(code.customCode()));
    }

    private void weights(org.tensorflow.lite.schema.Tensor tensor) {
        boolean weight =
                switch (tensor.type()) {
                    case TensorType.FLOAT32,
                            TensorType.FLOAT16,
                            TensorType.FLOAT64,
                            TensorType.INT8,
                            TensorType.UINT8,
                            TensorType.INT4 -> true;
                    default -> false;
                };
        if (weight && ids.isConstant(tensor)) {
            counts.weights(type(tensor.type()), Tensor.elements(TfliteIds.sizes(tensor)));
        }
    }

    /** Names that a converter gave the first signature's inputs and outputs, by tensor. */
    private void signature(Map<Integer, String> inputNames, Map<Integer, String> outputNames) {
        if (model.signatureDefsLength() == 0) {
            return;
        }
        SignatureDef signature = Objects.requireNonNull(model.signatureDefs(0));
        if (signature.subgraphIndex() != 0) {
            return;
        }
        for (int i = 0; i < signature.inputsLength(); i++) {
            TensorMap entry = Objects.requireNonNull(signature.inputs(i));
            inputNames.put((int) entry.tensorIndex(), entry.name());
        }
        for (int i = 0; i < signature.outputsLength(); i++) {
            TensorMap entry = Objects.requireNonNull(signature.outputs(i));
            outputNames.put((int) entry.tensorIndex(), entry.name());
        }
    }

    private ModelPort port(int index, Map<Integer, String> aliases) {
        org.tensorflow.lite.schema.Tensor tensor = Objects.requireNonNull(graph.tensors(index));
        String name = Objects.requireNonNullElse(tensor.name(), "");
        Optional<ElementType> type = type(tensor.type());
        return new ModelPort(
                name,
                Optional.ofNullable(aliases.get(index)).filter(alias -> !alias.equals(name)),
                type.map(ElementType::word).orElseGet(() -> word(tensor.type())),
                type,
                Optional.of(dimensions(tensor)),
                ids.rows(index));
    }

    private static String word(byte type) {
        return type >= 0 && type < TensorType.names.length ? TensorType.name(type) : String.valueOf(type);
    }

    /** A size of -1 in the signature is decided by the data. */
    static List<Dimension> dimensions(org.tensorflow.lite.schema.Tensor tensor) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < tensor.shapeLength(); axis++) {
            boolean open =
                    tensor.shape(axis) < 0 || (axis < tensor.shapeSignatureLength() && tensor.shapeSignature(axis) < 0);
            dimensions.add(
                    new Dimension(open ? OptionalLong.empty() : OptionalLong.of(tensor.shape(axis)), Optional.empty()));
        }
        return List.copyOf(dimensions);
    }

    /** Above 127 operators are in a wider field that old files lack. */
    private static int builtin(OperatorCode code) {
        return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
    }

    static String name(OperatorCode code) {
        int builtin = builtin(code);
        if (builtin == BuiltinOperator.CUSTOM) {
            return "custom." + code.customCode();
        }
        return builtin >= 0 && builtin < BuiltinOperator.names.length
                ? BuiltinOperator.name(builtin)
                : "operator " + builtin;
    }

    static Optional<ElementType> type(byte type) {
        return Optional.ofNullable(
                switch (type) {
                    case TensorType.BOOL -> ElementType.BOOL;
                    case TensorType.INT8 -> ElementType.INT8;
                    case TensorType.UINT8 -> ElementType.UINT8;
                    case TensorType.INT16 -> ElementType.INT16;
                    case TensorType.INT32 -> ElementType.INT32;
                    case TensorType.INT64 -> ElementType.INT64;
                    case TensorType.FLOAT16 -> ElementType.FLOAT16;
                    case TensorType.FLOAT32 -> ElementType.FLOAT32;
                    case TensorType.FLOAT64 -> ElementType.FLOAT64;
                    default -> null;
                });
    }
}
