package dev.squeezebench.workloads.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.Goldens;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder may look like, and what is said when it does not. */
final class CheckpointFolderTest {
    private static final Path GOLDEN = Goldens.folder("bert-safetensors");
    private static final Path SQUEEZE = Goldens.folder("squeezebert-safetensors");

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    CheckpointFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void namesWithPrefixBuffersAndOldNormsAreTheSameParameters() throws IOException {
        config(GOLDEN, config -> config);
        List<Tensor> tensors = new ArrayList<>(weights().stream()
                .map(tensor -> renamed(
                        tensor,
                        "bert."
                                + tensor.name()
                                        .replace("LayerNorm.weight", "LayerNorm.gamma")
                                        .replace("LayerNorm.bias", "LayerNorm.beta")))
                .toList());
        tensors.add(new Tensor("bert.embeddings.position_ids", ElementType.INT64, List.of(1L), ByteBuffer.allocate(8)));
        tensors.add(new Tensor("classifier.weight", ElementType.FLOAT32, List.of(1L), ByteBuffer.allocate(4)));
        Safetensors.write(folder.resolve("model.safetensors"), tensors);

        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.ignored()).containsExactlyInAnyOrder("bert.embeddings.position_ids", "classifier.weight");
        assertSameWeights(checkpoint.trained(), Checkpoint.open(GOLDEN).trained());
    }

    @ParameterizedTest
    @ValueSource(strings = {"_orig_mod.", "module.", "bert.", "transformer.", "_orig_mod.module.bert.", "model."})
    void aPrefixThatAllNamesHaveIsLeftOut(String prefix) throws IOException {
        config(GOLDEN, config -> config);
        Safetensors.write(
                folder.resolve("model.safetensors"),
                weights().stream()
                        .map(tensor -> renamed(tensor, prefix + tensor.name()))
                        .toList());

        assertSameWeights(
                Checkpoint.open(folder).trained(), Checkpoint.open(GOLDEN).trained());
    }

    @Test
    void aCheckpointWithoutPoolerLacksTheSecondOutput() throws IOException {
        config(GOLDEN, config -> config);
        Safetensors.write(
                folder.resolve("model.safetensors"),
                weights().stream()
                        .filter(tensor -> !tensor.name().startsWith("pooler."))
                        .toList());

        TrainedNetwork trained = Checkpoint.open(folder).trained();

        assertThat(trained.network().outputs()).containsExactly("last_hidden_state");
        TrainedNetwork whole = Checkpoint.open(GOLDEN).trained();
        assertThat(whole.network().outputs()).containsExactly("last_hidden_state", "pooler_output");
        assertThat(trained.network()).isEqualTo(whole.network().withoutPooler());
    }

    @Test
    void manyMissingTensorsAreAFewNamesAndACount() throws IOException {
        config(GOLDEN, config -> config);
        Safetensors.write(
                folder.resolve("model.safetensors"),
                weights().stream()
                        .filter(tensor -> !tensor.name().endsWith(".bias"))
                        .toList());

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessageContainingAll("missing ", " more;")
                .message()
                .satisfies(line -> assertThat(line.length()).isLessThan(400));
    }

    @Test
    void everyProblemOfAConfigurationIsSaidAtOnceWithTheKeysToAdd() throws IOException {
        copyWeights(GOLDEN);
        config(GOLDEN, config -> {
            config.remove(List.of("model_type", "layer_norm_eps"));
            return config.put("hidden_act", "silu").put("surprise", 1).put("astonishment", 2);
        });

        assertRefused(
                "hidden_act 'silu'",
                "'surprise', 'astonishment' are not known here",
                "model_type, layer_norm_eps are missing",
                "\"model_type\": \"bert\", \"layer_norm_eps\": 1e-12");
    }

    @Test
    void theMissingTypeIsThatOfTheWeights() throws IOException {
        copyWeights(SQUEEZE);
        config(SQUEEZE, config -> config.without("model_type"));

        assertRefused("\"model_type\": \"squeezebert\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentence_transformers", "_commit_hash", "summary_type", "num_beams", "auto_map"})
    void keysThatDoNotReachTheEncoderArePassedOver(String key) throws IOException {
        copyWeights(GOLDEN);
        config(GOLDEN, config -> config.put(key, 1));

        assertThat(Checkpoint.open(folder).trained().network().blocks()).isNotEmpty();
    }

    @Test
    void aByteOrderMarkBeforeTheConfigurationIsSkipped() throws IOException {
        copyWeights(GOLDEN);
        Files.writeString(folder.resolve("config.json"), "\ufeff" + Files.readString(GOLDEN.resolve("config.json")));

        assertThat(Checkpoint.open(folder).trained().network())
                .isEqualTo(Checkpoint.open(GOLDEN).trained().network());
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors", "pytorch_model.bin"})
    void aPointerInTheFilesPlaceIsNamed(String name) throws IOException {
        copyWeights(GOLDEN);
        config(GOLDEN, config -> config);
        if (name.equals("pytorch_model.bin")) {
            Files.delete(folder.resolve("model.safetensors"));
        }
        Files.writeString(
                folder.resolve(name),
                "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 9\n");

        assertRefused(name + ": it is a Git LFS pointer", "git lfs pull");
    }

    @Test
    void shardsAreReadThroughTheirIndex() throws IOException {
        config(GOLDEN, config -> config);
        List<Tensor> tensors = weights();
        int half = tensors.size() / 2;
        Safetensors.write(folder.resolve("model-1.safetensors"), tensors.subList(0, half));
        Safetensors.write(folder.resolve("model-2.safetensors"), tensors.subList(half, tensors.size()));
        ObjectNode index = JSON.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        for (int i = 0; i < tensors.size(); i++) {
            map.put(tensors.get(i).name(), i < half ? "model-1.safetensors" : "model-2.safetensors");
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());

        assertSameWeights(
                Checkpoint.open(folder).trained(), Checkpoint.open(GOLDEN).trained());

        map.put(tensors.get(0).name(), "model-2.safetensors");
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
        assertRefused("is not in model-2.safetensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.safetensors", "/etc/passwd", "a/b.safetensors", "..\\x.safetensors", "", "x.bin"})
    void anIndexReachesNoFileOutsideTheFolder(String shard) throws IOException {
        config(GOLDEN, config -> config);
        ObjectNode index = JSON.createObjectNode();
        index.putObject("weight_map").put("embeddings.word_embeddings.weight", shard);
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());

        assertRefused("which is no safetensors file in the folder");
    }

    @Test
    void bfloat16IsWidened() throws IOException {
        config(GOLDEN, config -> config);
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : weights()) {
            ByteBuffer narrow =
                    ByteBuffer.allocate((int) tensor.elements() * 2).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < tensor.elements(); i++) {
                narrow.putShort((short) (tensor.data().getInt(i * 4) >>> 16));
            }
            tensors.add(new Tensor(tensor.name(), ElementType.BFLOAT16, tensor.shape(), narrow.flip()));
        }
        Safetensors.write(folder.resolve("model.safetensors"), tensors);
        TrainedNetwork trained = Checkpoint.open(folder).trained();
        TrainedNetwork original = Checkpoint.open(GOLDEN).trained();

        for (Parameter parameter : trained.network().parameters()) {
            float[] widened = trained.weights().read(parameter);
            float[] exact = original.weights().read(parameter);
            for (int i = 0; i < widened.length; i++) {
                assertThat(Float.floatToIntBits(widened[i])).isEqualTo(Float.floatToIntBits(exact[i]) & 0xffff0000);
            }
        }
    }

    @Test
    void everythingThatIsWrongWithTheTensorsIsSaidAtOnce() throws IOException {
        config(GOLDEN, config -> config);
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : weights()) {
            switch (tensor.name()) {
                case "pooler.dense.bias" -> {}
                case "pooler.dense.weight" ->
                    tensors.add(new Tensor(tensor.name(), tensor.type(), List.of(32L, 128L), tensor.data()));
                case "embeddings.LayerNorm.bias" ->
                    tensors.add(new Tensor(tensor.name(), ElementType.INT32, tensor.shape(), tensor.data()));
                default -> tensors.add(tensor);
            }
        }
        tensors.add(new Tensor(
                "encoder.layer.2.output.dense.bias", ElementType.FLOAT32, List.of(1L), ByteBuffer.allocate(4)));
        Safetensors.write(folder.resolve("model.safetensors"), tensors);

        assertRefused(
                "missing pooler.dense.bias",
                "pooler.dense.weight has shape [32, 128] instead of [64, 64]",
                "embeddings.LayerNorm.bias is int32",
                "unexpected encoder.layer.2.output.dense.bias");
    }

    @ParameterizedTest
    @CsvSource({
        "gelu, GELU_ERF",
        "gelu_new, GELU_TANH",
        "gelu_pytorch_tanh, GELU_TANH",
        "relu, RELU",
    })
    void activationsAreHonoured(String name, Activation activation) throws IOException {
        copyWeights(GOLDEN);
        config(GOLDEN, config -> config.put("hidden_act", name));

        assertThat(Checkpoint.open(folder).trained().network().blocks())
                .allSatisfy(block -> assertThat(block.activation()).isEqualTo(activation));
    }

    @Test
    void anEpsilonReachesEveryNormOfBertButOnlyTheEmbeddingsOfSqueezeBert() throws IOException {
        copyWeights(SQUEEZE);
        config(SQUEEZE, config -> config.put("layer_norm_eps", 0.5));
        var squeeze = Checkpoint.open(folder).trained().network();
        assertThat(squeeze.embeddings().norm().epsilon()).isEqualTo(0.5);
        assertThat(squeeze.blocks().get(0).outputNorm().epsilon()).isEqualTo(1e-12);

        copyWeights(GOLDEN);
        config(GOLDEN, config -> config.put("layer_norm_eps", 0.5));
        assertThat(Checkpoint.open(folder)
                        .trained()
                        .network()
                        .blocks()
                        .get(0)
                        .outputNorm()
                        .epsilon())
                .isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "num_hidden_layers | 1000000000 | asks for",
                "hidden_size | 1000000000 | asks for",
                "hidden_size | 2147483647 | heads do not divide",
                "vocab_size | 2147483648 | vocab_size is 2147483648",
                "num_attention_heads | 5 | 5 heads do not divide width 64",
                "num_attention_heads | 0 | not a number from 1",
                "num_hidden_layers | -1 | not a number from 1",
                "num_hidden_layers | 2.0 | not a number from 1",
                "num_hidden_layers | \"2\" | not a number from 1",
                "layer_norm_eps | -1 | epsilon -1.0",
                "layer_norm_eps | \"x\" | not a number",
                "hidden_act | \"silu\" | hidden_act 'silu'",
                "model_type | \"roberta\" | model_type 'roberta'",
                "architectures | [\"RobertaModel\"] | architecture 'RobertaModel'",
                "architectures | [\"SqueezeBertModel\"] | architecture 'SqueezeBertModel'",
                "position_embedding_type | \"relative_key\" | 'position_embedding_type' is \"relative_key\"",
                "is_decoder | true | 'is_decoder' is true",
                "pruned_heads | {\"0\":[1]} | 'pruned_heads'",
                "quantization_config | {\"bits\":8} | 'quantization_config'",
                "surprise | 1 | 'surprise' is not known here",
                "q_groups | 4 | 'q_groups' is not known here",
            })
    void aConfigurationIsHonouredOrRefusedByName(String key, String value, String cause) throws IOException {
        copyWeights(GOLDEN);
        JsonNode parsed = JSON.readTree(value);
        config(GOLDEN, config -> config.set(key, parsed));

        assertRefused(cause);
    }

    @ParameterizedTest
    @CsvSource({"q_groups, 3", "intermediate_groups, 5", "output_groups, 1000000000"})
    void groupsThatDoNotDivideAreRefused(String key, int groups) throws IOException {
        copyWeights(SQUEEZE);
        config(SQUEEZE, config -> config.put(key, groups));

        assertRefused("groups do not divide widths");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hidden_size",
                "num_hidden_layers",
                "layer_norm_eps",
                "hidden_act",
                "type_vocab_size",
                "model_type"
            })
    void aMissingKeyIsNotAssumed(String key) throws IOException {
        copyWeights(GOLDEN);
        config(GOLDEN, config -> config.without(key));

        assertRefused(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"a\":1,\"a\":2}", "null", "\u0000"})
    void aConfigurationThatIsNoJsonObjectIsRefused(String content) throws IOException {
        copyWeights(GOLDEN);
        Files.writeString(folder.resolve("config.json"), content);

        assertRefused("config.json: not");
    }

    @Test
    void aDeeplyNestedConfigurationIsRefused() throws IOException {
        copyWeights(GOLDEN);
        Files.writeString(folder.resolve("config.json"), "{\"a\":".repeat(100_000));

        assertRefused("config.json: it is nested too deeply");
    }

    @Test
    void aFolderThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("gone\n\u001b[31m")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("gone\\u000a\\u001b[31m: no such folder");
    }

    @Test
    void weightsThatVanishBeforeTheyAreHashedAreNamed() throws IOException {
        config(GOLDEN, config -> config);
        copyWeights(GOLDEN);
        Checkpoint checkpoint = Checkpoint.open(folder);
        Files.delete(folder.resolve("model.safetensors"));

        assertThatThrownBy(() -> checkpoint.trained().weights().provenance())
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("model.safetensors: it cannot be read to its end");
    }

    private void assertRefused(String... causes) {
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContainingAll(causes)
                .message()
                .doesNotContain("\n");
    }

    private void config(Path golden, UnaryOperator<ObjectNode> change) throws IOException {
        ObjectNode config = (ObjectNode) JSON.readTree(Files.readAllBytes(golden.resolve("config.json")));
        Files.writeString(folder.resolve("config.json"), change.apply(config).toString());
    }

    private void copyWeights(Path golden) throws IOException {
        Files.write(folder.resolve("model.safetensors"), Files.readAllBytes(golden.resolve("model.safetensors")));
    }

    private static List<Tensor> weights() throws IOException {
        return Safetensors.read(GOLDEN.resolve("model.safetensors"));
    }

    private static Tensor renamed(Tensor tensor, String name) {
        return new Tensor(name, tensor.type(), tensor.shape(), tensor.data());
    }

    private static void assertSameWeights(TrainedNetwork actual, TrainedNetwork expected) throws IOException {
        assertThat(actual.network()).isEqualTo(expected.network());
        for (Parameter parameter : expected.network().parameters()) {
            assertThat(actual.weights().read(parameter))
                    .isEqualTo(expected.weights().read(parameter));
        }
    }
}
