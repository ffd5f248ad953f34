package dev.squeezebench.workloads.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.model.ModelGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A block of a network with the names of its checkpoint, as a runtime sees it after fusion or delegation. */
class OperatorMappingTest {
    private static final TensorShape HIDDEN = new TensorShape("float32", List.of(1L, 128L, 768L));
    private static final ModelGraph MODEL = new ModelGraph(List.of(
            node("layer.0.output/MatMul", "MatMul", List.of("hidden", "layer.0.output.weight"), 150_994_944),
            node("layer.0.output/biased", "Add", List.of("layer.0.output/MatMul", "layer.0.output.bias"), 0),
            node("layer.0.act_fn/activated", "Gelu", List.of("layer.0.output/biased"), 0),
            node("sum", "Add", List.of("layer.0.act_fn/activated", "hidden"), 0),
            node(
                    "normal",
                    "LayerNormalization",
                    List.of("sum", "layer.0.LayerNorm.weight", "layer.0.LayerNorm.bias"),
                    0)));

    private static ModelGraph.Node node(String output, String type, List<String> inputs, long flop) {
        return new ModelGraph.Node(
                output,
                type,
                inputs,
                inputs.stream()
                        .filter(input -> input.endsWith("weight") || input.endsWith("bias"))
                        .map(input -> new ModelGraph.Constant(input, new TensorShape("float32", List.of(768L, 768L))))
                        .toList(),
                List.of(output),
                List.of(),
                List.of(),
                OptionalLong.of(flop));
    }

    private static RuntimeProfile.Operator operator(
            String name, String type, RuntimeProfile.Place place, int index, Optional<RuntimeProfile.Part> part) {
        return new RuntimeProfile.Operator(
                name,
                type,
                "cpu",
                place,
                index < 0 ? OptionalInt.empty() : OptionalInt.of(index),
                part,
                List.of(HIDDEN),
                List.of(HIDDEN),
                1,
                LongSeries.of(1000));
    }

    private static List<ProfiledOperator> mapped(Optional<ModelGraph> optimised, RuntimeProfile.Operator... operators) {
        return OperatorMapping.of(
                new RuntimeProfile(List.of(operators), java.nio.file.Path.of("raw"), Optional.empty()),
                MODEL,
                optimised);
    }

    /** ONNX Runtime's BiasGelu and SkipLayerNormalization have new names; what they make keeps its old one. */
    @Test
    void aFusedOperatorIsThatOfTheNodesBetweenItsOutputsAndItsInputs() {
        ModelGraph optimised = new ModelGraph(List.of(
                node("layer.0.output/MatMul", "MatMul", List.of("hidden", "layer.0.output.weight"), 0),
                new ModelGraph.Node(
                        "fused 1",
                        "BiasGelu",
                        List.of("layer.0.output/MatMul", "layer.0.output.bias"),
                        List.of(),
                        List.of("layer.0.act_fn/activated"),
                        List.of(),
                        List.of(),
                        OptionalLong.empty()),
                new ModelGraph.Node(
                        "fused 2",
                        "SkipLayerNormalization",
                        List.of("layer.0.act_fn/activated", "hidden"),
                        List.of(),
                        List.of("normal"),
                        List.of(),
                        List.of(),
                        OptionalLong.empty())));

        List<ProfiledOperator> operators = mapped(
                Optional.of(optimised),
                operator("layer.0.output/MatMul", "MatMul", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()),
                operator("fused 1", "BiasGelu", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()),
                operator("fused 2", "SkipLayerNormalization", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()),
                operator("new", "ReorderOutput", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()));

        assertThat(operators)
                .extracting(ProfiledOperator::kind)
                .containsExactly(
                        OperatorKind.PROJECTION,
                        OperatorKind.ACTIVATION,
                        OperatorKind.NORMALISATION,
                        OperatorKind.LAYOUT_CHANGE);
        assertThat(operators)
                .extracting(operator -> operator.layer().orElse("-"))
                .containsExactly("layer.0.output", "layer.0.act_fn", "layer.0.LayerNorm", "-");
        assertThat(operators).extracting(ProfiledOperator::mapped).containsExactly(true, true, true, false);
        assertThat(operators.get(0).flop()).hasValue(150_994_944);
        // In and out, 128 x 768 x 4 each, and 768 x 768 x 4 of weights.
        assertThat(operators.get(0).bytes()).hasValue(2 * 393_216L + 2_359_296L);
        assertThat(operators.get(3).flop()).isEmpty();
    }

    /** A node of the model, with a table or a weight of 30,000 by 768 and what the runtime reports of it. */
    private static ProfiledOperator ofOne(
            String name, String type, String weight, boolean weightIsReported, OptionalLong flop) {
        TensorShape table = new TensorShape("float32", List.of(30_000L, 768L));
        ModelGraph model = new ModelGraph(List.of(new ModelGraph.Node(
                name,
                type,
                List.of("in", weight),
                List.of(new ModelGraph.Constant(weight, table)),
                List.of(name + ":0"),
                List.of(),
                List.of(),
                flop)));
        RuntimeProfile.Operator operator = new RuntimeProfile.Operator(
                name,
                type,
                "cpu",
                RuntimeProfile.Place.MODEL,
                OptionalInt.of(0),
                Optional.empty(),
                weightIsReported ? List.of(HIDDEN, table) : List.of(HIDDEN),
                List.of(HIDDEN),
                1,
                LongSeries.of(1000));
        return OperatorMapping.of(
                        new RuntimeProfile(List.of(operator), java.nio.file.Path.of("raw"), Optional.empty()),
                        model,
                        Optional.empty())
                .get(0);
    }

    /** Of a table as much is read as comes out, 128 x 768 x 4; of a weight all of it, and once. */
    @Test
    void whatIsMovedIsWhatIsReadOnceAndWritten() {
        OptionalLong none = OptionalLong.of(0);
        ProfiledOperator embedding = ofOne("a", "Gather", "embeddings.word_embeddings.weight", true, none);
        long hidden = 393_216;
        long table = 30_000L * 768 * 4;

        assertThat(embedding.kind()).isEqualTo(OperatorKind.EMBEDDING);
        assertThat(embedding.layer()).hasValue("embeddings.word_embeddings");
        assertThat(embedding.bytes()).hasValue(2 * hidden);
        assertThat(ofOne("a", "MatMul", "x.weight", true, none).bytes()).hasValue(2 * hidden + table);
        assertThat(ofOne("a", "MatMul", "x.weight", false, none).bytes()).hasValue(2 * hidden + table);
        assertThat(ofOne("a", "MatMul", "x.weight", true, OptionalLong.empty()).flop())
                .isEmpty();
    }

    /** What exporters name: by the weight, by the node's scope, by ours. */
    @ParameterizedTest
    @CsvSource({
        "bert/encoder/q/MatMul, MatMul, encoder.layer.3.query.weight, encoder.layer.3.query, PROJECTION",
        "MatMul_12, MatMul, encoder.layer.3.query.weight/2, encoder.layer.3.query, PROJECTION",
        "/encoder/layer.3/query/MatMul, MatMul, onnx::MatMul_1234, encoder.layer.3.query, PROJECTION",
        "bert/layer_3/query/MatMul;bert/x, FULLY_CONNECTED, arith.constant12, bert.layer_3.query, PROJECTION",
        "encoder.layers.3.output_norm/mean, MEAN, arith.constant1, encoder.layers.3.output_norm, NORMALISATION",
        "encoder.layers.3.act_fn/x, MUL, 17, encoder.layers.3.act_fn, ACTIVATION",
        "embeddings/sum, ADD, const/3, embeddings, EMBEDDING",
        "MatMul_12, TRANSPOSE, perm, -, LAYOUT_CHANGE",
        "a, Sign, b, -, REST"
    })
    void aNodesLayerAndKindFollowFromItsWeightsAndItsName(
            String name, String type, String weight, String layer, OperatorKind kind) {
        ProfiledOperator operator = ofOne(name, type, weight, false, OptionalLong.empty());

        assertThat(operator.layer().orElse("-")).isEqualTo(layer);
        assertThat(operator.kind()).isEqualTo(kind);
    }

    /** A weight may be turned by a node before it is read. */
    @Test
    void aProductOfActivationsIsAttentionAndOneOfWhatWeightsBecomeAProjection() {
        ModelGraph model = new ModelGraph(List.of(
                node("a/turned", "Transpose", List.of("x.weight"), 0),
                node("a/made", "MatMul", List.of("in", "a/turned"), 0),
                node("b/scores", "MatMul", List.of("in", "other"), 0)));
        List<RuntimeProfile.Operator> operators = List.of(
                operator("a/made", "MatMul", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()),
                operator("b/scores", "MatMul", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()));

        assertThat(OperatorMapping.of(
                        new RuntimeProfile(operators, java.nio.file.Path.of("raw"), Optional.empty()),
                        model,
                        Optional.empty()))
                .extracting(ProfiledOperator::kind)
                .containsExactly(OperatorKind.PROJECTION, OperatorKind.ATTENTION_PRODUCT);
    }

    /** Nodes need no names; the runtime then calls them by numbers of its own. */
    @Test
    void nodesWithoutNamesAreFoundByTheOrderInWhichTheyRun() {
        ModelGraph unnamed = new ModelGraph(MODEL.nodes().stream()
                .map(node -> new ModelGraph.Node(
                        "",
                        node.type(),
                        node.inputs(),
                        node.constants(),
                        node.outputs(),
                        node.inputShapes(),
                        node.outputShapes(),
                        node.flop()))
                .toList());
        RuntimeProfile.Operator[] operators = MODEL.nodes().stream()
                .map(node ->
                        operator(node.type() + "_7", node.type(), RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()))
                .toArray(RuntimeProfile.Operator[]::new);

        assertThat(OperatorMapping.of(
                        new RuntimeProfile(List.of(operators), java.nio.file.Path.of("raw"), Optional.empty()),
                        unnamed,
                        Optional.of(unnamed)))
                .extracting(ProfiledOperator::nodes)
                .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
    }

    /** The names that ONNX Runtime 1.29.0 and 1.32.0 give to a graph of convolutions whose tensors they keep in blocks of channels. */
    @Test
    void whatIsComputedInBlocksOfChannelsIsFoundByTheNamesOfItsNodes() {
        ModelGraph model = new ModelGraph(List.of(
                node("c", "Conv", List.of("x", "conv.weight"), 442_368),
                node("r", "Relu", List.of("c"), 0),
                node("k", "Concat", List.of("r", "r"), 0),
                node("p", "MaxPool", List.of("k"), 0),
                node("g", "GlobalAveragePool", List.of("p"), 0),
                node("y", "Flatten", List.of("g"), 0)));
        List<ModelGraph.Node> ran = List.of(
                blocked("ReorderInput", "ReorderInput", "x", "reorder_token_8"),
                blocked("r_nchwc", "Conv", "reorder_token_8", "reorder_token_0"),
                blocked("k", "Concat", "reorder_token_0", "reorder_token_7"),
                blocked("p_nchwc", "MaxPool", "reorder_token_7", "reorder_token_1"),
                blocked("g_nchwc_token_2", "GlobalAveragePool", "reorder_token_1", "reorder_token_2"),
                blocked("ReorderOutput", "ReorderOutput", "reorder_token_2", "g"),
                blocked("y", "Flatten", "g", "y"));

        List<ProfiledOperator> operators = OperatorMapping.of(
                new RuntimeProfile(
                        ran.stream()
                                .map(node -> operator(
                                        node.name(), node.type(), RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()))
                                .toList(),
                        java.nio.file.Path.of("raw"),
                        Optional.empty()),
                model,
                Optional.of(new ModelGraph(ran)));

        assertThat(operators)
                .extracting(ProfiledOperator::nodes)
                .containsExactly(List.of(), List.of(0, 1), List.of(2), List.of(3), List.of(4), List.of(), List.of(5));
        assertThat(operators.get(1).flop()).hasValue(442_368);
        assertThat(operators.get(5).kind()).as("it has the operations of none").isEqualTo(OperatorKind.LAYOUT_CHANGE);
        assertThat(operators.get(5).flop()).isEmpty();
    }

    private static ModelGraph.Node blocked(String name, String type, String input, String output) {
        return new ModelGraph.Node(
                name, type, List.of(input), List.of(), List.of(output), List.of(), List.of(), OptionalLong.empty());
    }

    /** Nodes of a loop's body run between those of the graph, and may have their names. */
    @Test
    void nodesOfAGraphWithinTheGraphDoNotHideThoseAroundThem() {
        ModelGraph model = new ModelGraph(List.of(blocked("", "Loop", "x", "l"), blocked("Add_1", "Add", "l", "y")));

        assertThat(OperatorMapping.of(
                        new RuntimeProfile(
                                List.of(
                                        operator(
                                                "Loop_0", "Loop", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()),
                                        operator("Add_1", "Add", RuntimeProfile.Place.NESTED, -1, Optional.empty()),
                                        operator("Add_1", "Add", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty())),
                                java.nio.file.Path.of("raw"),
                                Optional.empty()),
                        model,
                        Optional.of(model)))
                .extracting(ProfiledOperator::nodes)
                .containsExactly(List.of(0), List.of(), List.of(1));
    }

    /** Without the optimised graph the nodes that keep their names are found, and no other is guessed. */
    @Test
    void whatCannotBeFoundIsGivenToNoLayer() {
        List<ProfiledOperator> operators = mapped(
                Optional.empty(),
                operator("layer.0.output/MatMul", "MatMul", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()),
                operator("sum", "Mul", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()),
                operator("fused", "Add", RuntimeProfile.Place.OPTIMISED, -1, Optional.empty()));

        assertThat(operators)
                .extracting(ProfiledOperator::kind)
                .containsExactly(OperatorKind.PROJECTION, OperatorKind.UNMAPPED, OperatorKind.UNMAPPED);
        assertThat(OperatorMapping.unmapped(operators)).hasValue("2 of 3 operators belong to no node of the model");
    }

    @Test
    void anInterpretersOperatorIsTheNodeOfItsIndex() {
        assertThat(mapped(Optional.empty(), operator("ADD", "Add", RuntimeProfile.Place.MODEL, 3, Optional.empty())))
                .singleElement()
                .satisfies(operator -> {
                    assertThat(operator.mapped()).isTrue();
                    assertThat(operator.kind()).isEqualTo(OperatorKind.REST);
                    assertThat(operator.layer()).isEmpty();
                });
    }

    /** XNNPACK counts its own operators, calls them by other words, and may leave nodes out. */
    @Test
    void aDelegatesOperatorsAreAlignedWithTheNodesThatItTook() {
        ModelGraph model =
                new ModelGraph(Stream.of("SPLIT", "FULLY_CONNECTED", "FULLY_CONNECTED", "CONCATENATION", "MUL", "MEAN")
                        .map(type -> node("encoder.layers.0.x/" + type, type, List.of("in"), 0))
                        .toList());
        Optional<RuntimeProfile.Part> part = Optional.of(new RuntimeProfile.Part(List.of(0, 1, 2, 3, 4, 5)));
        List<RuntimeProfile.Operator> delegated = Stream.of(
                        "Copy (NC, X32)",
                        "Fully Connected (NC, F32) GEMM",
                        "Fully Connected (NC, F32) GEMM",
                        "Copy (NC, X32)",
                        "Mean Squared (ND) Reduce2",
                        "Gather (ND)")
                .map(type -> operator(type, type, RuntimeProfile.Place.DELEGATED, 0, part))
                .toList();

        List<ProfiledOperator> operators = OperatorMapping.of(
                new RuntimeProfile(delegated, java.nio.file.Path.of("raw"), Optional.empty()), model, Optional.empty());

        assertThat(operators).extracting(ProfiledOperator::mapped).containsExactly(true, true, true, true, true, false);
        assertThat(new Alignment(
                                delegated.stream()
                                        .map(RuntimeProfile.Operator::type)
                                        .toList(),
                                model.nodes().stream()
                                        .map(ModelGraph.Node::type)
                                        .toList())
                        .pairs())
                .containsEntry(3, 3)
                .containsEntry(4, 5)
                .doesNotContainKey(5);
        // The delegate adds one, then leaves one out: the rest of both are the same.
        assertThat(new Alignment(
                                List.of("Abs", "Copy", "Negate", "Sine", "Abs"),
                                List.of("ABS", "NEG", "EXP", "SIN", "ABS"))
                        .pairs())
                .isEqualTo(Map.of(0, 0, 2, 1, 3, 3, 4, 4));
    }

    /** A table of both would have 100 million cells: it is needed only from where they differ. */
    @Test
    void aLongPartIsAlignedWhereBothRunAlike() {
        int many = 10_000;
        List<String> ran = new ArrayList<>();
        List<String> took = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ran.add(i % 2 == 0 ? "Negate (NC)" : "Abs (NC)");
            took.add(i % 2 == 0 ? "NEG" : "ABS");
        }
        took.add(many - 1, "RESHAPE");

        assertThat(new Alignment(ran, took).pairs())
                .hasSize(many)
                .containsEntry(many - 2, many - 2)
                .containsEntry(many - 1, many);
        ran.add(0, "Sine (NC)");
        assertThat(new Alignment(ran, took).pairs())
                .as("a table of 100 million cells is not made")
                .isEmpty();
    }
}
