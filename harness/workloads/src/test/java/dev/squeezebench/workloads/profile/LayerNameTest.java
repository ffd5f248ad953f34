package dev.squeezebench.workloads.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.model.ModelGraph;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as our writers, PyTorch's exporters and TensorFlow's converter make them. */
class LayerNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // name | type | weight | layer | kind
                "encoder.layers.3.intermediate.conv1d/Conv | Conv | encoder.layers.3.intermediate.conv1d.weight | encoder.layers.3.intermediate.conv1d | PROJECTION",
                "encoder.layers.3.attention/scores | MatMul | - | encoder.layers.3.attention | ATTENTION_PRODUCT",
                "/bert/encoder/layer.3/attention/self/query/MatMul | MatMul | onnx::MatMul_1234 | bert.encoder.layer.3.attention.self.query | PROJECTION",
                "/encoder/layer.0/attention/output/LayerNorm/Pow | Pow | - | encoder.layer.0.attention.output.LayerNorm | NORMALISATION",
                "/encoder/layer.0/intermediate/intermediate_act_fn/Mul | Mul | - | encoder.layer.0.intermediate.intermediate_act_fn | ACTIVATION",
                "tf_bert/bert/layer_._0/add;other/name | ADD | - | tf_bert.bert.layer_._0 | REST",
                "embeddings/words | GATHER | embeddings.word_embeddings.weight | embeddings.word_embeddings | EMBEDDING",
                "123 | Transpose | - | - | LAYOUT_CHANGE",
                "post_attention.layernorm/centred | SUB | - | post_attention.layernorm | NORMALISATION",
                "123 | Add | - | - | REST",
                "enormous.layer/x | Add | - | enormous.layer | REST"
            })
    void aNodeBelongsToTheLayerOfItsWeightsElseToItsScope(
            String name, String type, String weight, String layer, OperatorKind kind) {
        List<String> inputs = weight == null ? List.of("a", "b") : List.of("a", weight);
        ModelGraph.Node node = new ModelGraph.Node(
                name,
                type,
                inputs,
                weight == null
                        ? List.of()
                        : List.of(new ModelGraph.Constant(weight, new TensorShape("float32", List.of(9L, 9L)))),
                List.of(name),
                List.of(),
                List.of(),
                OptionalLong.of(0));

        Optional<String> found = LayerName.of(node);

        assertThat(found).isEqualTo(Optional.ofNullable(layer));
        assertThat(new KindRule(new ModelGraph(List.of(node))).of(node, found)).isEqualTo(kind);
    }
}
