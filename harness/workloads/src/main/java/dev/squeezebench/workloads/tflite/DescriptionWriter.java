package dev.squeezebench.workloads.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorMap;

/**
 * Writes a graph as a TensorFlow Lite {@code Model} table (schema version 3) whose buffers refer to elements that are
 * not there yet.
 */
final class DescriptionWriter {
    private static final int SCHEMA_VERSION = 3;

    /** The signature that TensorFlow's own converter writes, and runtimes look for. */
    private static final String SIGNATURE = "serving_default";

    /** Operator codes up to here are repeated in the byte that files of old schemas had for them. */
    private static final int LAST_OLD_CODE = BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES;

    private final FlatBufferBuilder builder;
    private final List<Integer> references = new ArrayList<>();

    DescriptionWriter(FlatBufferBuilder builder) {
        this.builder = builder;
    }

    /**
     * Writes and finishes the description.
     *
     * @return the constants in the order of {@link #references}
     */
    List<Constant> write(Graph graph) {
        List<Constant> constants = new ArrayList<>();
        List<Integer> tensors = new ArrayList<>();
        for (Graph.Tensor tensor : graph.tensors()) {
            tensor.constant().ifPresent(constants::add);
            // Buffer 0 is the empty one that tensors without elements share.
            tensors.add(tensor(tensor, tensor.constant().isPresent() ? constants.size() : 0));
        }
        Map<CodeKey, Integer> codes = new LinkedHashMap<>();
        List<Integer> operators = graph.nodes().stream()
                .map(node -> operator(node, codes.computeIfAbsent(CodeKey.of(node.operation()), key -> codes.size())))
                .toList();
        int subgraph = SubGraph.createSubGraph(
                builder,
                SubGraph.createTensorsVector(builder, ints(tensors)),
                SubGraph.createInputsVector(builder, indices(graph.inputs())),
                SubGraph.createOutputsVector(builder, indices(graph.outputs())),
                SubGraph.createOperatorsVector(builder, ints(operators)),
                builder.createString("main"));
        int model = Model.createModel(
                builder,
                SCHEMA_VERSION,
                Model.createOperatorCodesVector(builder, codes(codes)),
                Model.createSubgraphsVector(builder, new int[] {subgraph}),
                builder.createString("SqueezeBench"),
                Model.createBuffersVector(builder, buffers(constants.size())),
                0,
                0,
                Model.createSignatureDefsVector(builder, new int[] {signature(graph)}));
        Model.finishModelBuffer(builder, model);
        return constants;
    }

    /** For each constant: how far before the description's end the reference to its elements is. */
    List<Integer> references() {
        return Collections.unmodifiableList(references);
    }

    /** Operators that share an entry in the list of operator codes. */
    private record CodeKey(int code, int version) {
        static CodeKey of(Operation operation) {
            return new CodeKey(operation.code(), operation.version());
        }
    }

    private int tensor(Graph.Tensor tensor, int buffer) {
        int shape = Tensor.createShapeVector(builder, ints(tensor.shape()));
        int name = builder.createString(tensor.name());
        Tensor.startTensor(builder);
        Tensor.addShape(builder, shape);
        Tensor.addType(builder, tensor.type());
        Tensor.addBuffer(builder, buffer);
        Tensor.addName(builder, name);
        Tensor.addHasRank(builder, true);
        return Tensor.endTensor(builder);
    }

    private int operator(Graph.Node node, int code) {
        int inputs = Operator.createInputsVector(builder, ints(node.inputs()));
        int outputs = Operator.createOutputsVector(builder, ints(node.outputs()));
        int options = node.operation().options().write(builder);
        Operator.startOperator(builder);
        Operator.addOpcodeIndex(builder, code);
        Operator.addInputs(builder, inputs);
        Operator.addOutputs(builder, outputs);
        Operator.addBuiltinOptionsType(builder, node.operation().optionsType());
        Operator.addBuiltinOptions(builder, options);
        return Operator.endOperator(builder);
    }

    private int[] codes(Map<CodeKey, Integer> codes) {
        return codes.keySet().stream()
                .mapToInt(key -> OperatorCode.createOperatorCode(
                        builder, (byte) Math.min(key.code(), LAST_OLD_CODE), 0, key.version(), key.code()))
                .toArray();
    }

    private int[] buffers(int constants) {
        int[] buffers = new int[1 + constants];
        int empty = Buffer.createDataVector(builder, new byte[0]);
        Buffer.startBuffer(builder);
        buffers[0] = Buffer.endBuffer(builder);
        for (int i = 1; i <= constants; i++) {
            Buffer.startBuffer(builder);
            Buffer.addData(builder, empty);
            references.add(builder.offset());
            buffers[i] = Buffer.endBuffer(builder);
        }
        return buffers;
    }

    private int signature(Graph graph) {
        return SignatureDef.createSignatureDef(
                builder,
                SignatureDef.createInputsVector(builder, tensorMaps(graph.inputs())),
                SignatureDef.createOutputsVector(builder, tensorMaps(graph.outputs())),
                builder.createString(SIGNATURE),
                0);
    }

    private int[] tensorMaps(Map<String, Value> values) {
        return values.entrySet().stream()
                .mapToInt(entry -> TensorMap.createTensorMap(
                        builder,
                        builder.createString(entry.getKey()),
                        entry.getValue().index()))
                .toArray();
    }

    private static int[] indices(Map<String, Value> values) {
        return values.values().stream().mapToInt(Value::index).toArray();
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
