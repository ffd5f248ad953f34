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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
    }
}
