package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.squeezebench.measure.runner.ModelSource;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelStoreTest {
    private static final ModelSource.Target CPU = new ModelSource.Target("onnxruntime", "1.29.0", "cpu", "onnx");
    private final Path root;
    private final ModelStore store;
    private final TrainedNetwork tiny =
            Objects.requireNonNull(TrainedNetwork.builtIn().get("squeezebert-tiny"));

    ModelStoreTest(@TempDir Path root) {
        this.root = root;
        this.store = new ModelStore(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "tflite"})
    void aModelIsBuiltNamedAndDescribed(String format) throws IOException {
        ModelEmitter emitter = Emitters.ofFormat(format);
        ModelVariant variant = ModelVariant.float32("conv", "none", 1, 16);
        StoredFile stored = store.model(tiny, emitter, variant, ProgressListener.NONE);
        ModelFile described = store.describe(tiny, emitter, variant, stored);

        assertThat(stored.path().getFileName().toString())
                .matches("squeezebert-tiny-conv-none-float32(-b1-s16)?-[0-9a-f]{16}\\." + format);
        assertThat(described.path()).startsWith("models");
        assertThat(described.bytes()).isEqualTo(Files.size(stored.path()));
        assertThat(described.weights()).isEqualTo("seed:42");
        assertThat(described.parameters()).isEqualTo(OptionalLong.of(elements(tiny)));
    }

    private static long elements(TrainedNetwork trained) {
        return trained.network().parameters().stream()
                .mapToLong(parameter -> parameter.elements())
                .sum();
    }

    @Test
    void whatDeterminesAFileIsInItsName() throws IOException {
        ModelEmitter onnx = Emitters.ofFormat("onnx");
        ModelVariant variant = ModelVariant.float32("conv", "none", 1, 16);
        Path plain = store.model(tiny, onnx, variant, ProgressListener.NONE).path();
        TrainedNetwork otherSeed = new TrainedNetwork(tiny.name(), tiny.network(), new SeededWeights(43));

        assertThat(store.model(otherSeed, onnx, variant, ProgressListener.NONE).path())
                .isNotEqualTo(plain);
        assertThat(store.model(tiny, onnx, ModelVariant.float32("split", "none", 1, 16), ProgressListener.NONE)
                        .path())
                .isNotEqualTo(plain);
        assertThat(store.model(tiny, onnx, ModelVariant.float32("conv", "none", 2, 32), ProgressListener.NONE)
                        .path())
                .as("a file with symbolic dimensions serves every shape")
                .isEqualTo(plain);
    }

    @Test
    void referenceOutputsBelongToTheInputsOfTheSameShape() throws IOException {
        List<Tensor> inputs =
                Safetensors.read(store.inputs(tiny, InputShape.full(2, 9), ElementType.INT64, ProgressListener.NONE)
                        .path());
        List<Tensor> outputs = Safetensors.read(store.reference(tiny, InputShape.full(2, 9), ProgressListener.NONE)
                .path());

        assertThat(inputs)
                .extracting(Tensor::name)
                .containsExactlyInAnyOrder("input_ids", "attention_mask", "token_type_ids");
        assertThat(outputs).extracting(Tensor::name).containsExactlyInAnyOrder("last_hidden_state", "pooler_output");
        assertThat(outputs.stream()
                        .filter(tensor -> tensor.name().equals("last_hidden_state"))
                        .findFirst())
                .hasValueSatisfying(tensor -> assertThat(tensor.shape()).containsExactly(2L, 9L, 64L));
    }

    @Test
    void theInventoryListsVerifiesAndCleansItsOwnFilesOnly() throws IOException {
        store.inputs(tiny, InputShape.full(1, 4), ElementType.INT32, ProgressListener.NONE);
        Path reference = store.reference(tiny, InputShape.full(1, 4), ProgressListener.NONE)
                .path();
        Path strange = Files.writeString(
                Files.createDirectories(root.resolve("models")).resolve("mine.onnx"), "x");
        Path leftover = Files.writeString(
                root.resolve("models").resolve(".m-0123456789abcdef.onnx.tmp-" + java.util.UUID.randomUUID()), "x");
        CacheInventory inventory = new CacheInventory(root);

        assertThat(inventory.entries()).extracting(CacheEntry::kind).containsExactly("inputs", "references");
        assertThat(inventory.isWhole(inventory.entries().get(1))).isTrue();
        Files.write(reference, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        assertThat(inventory.isWhole(inventory.entries().get(1))).isFalse();

        assertThat(inventory.clean()).hasSize(2);
        assertThat(inventory.entries()).isEmpty();
        assertThat(strange).exists();
        assertThat(leftover).doesNotExist();
    }

    /** The word means the same by hand and in the command, which measures {@code split} with the fusion there. */
    @Test
    void autoByHandIsWhatTheTableSays() throws IOException {
        BuiltInModelSource source = new BuiltInModelSource(root);
        Path auto = source.prepare(new ModelSource.Query("squeezebert-tiny", "auto", "auto", CPU, 1, 8))
                .model();
        Path named = source.prepare(new ModelSource.Query("squeezebert-tiny", "split", "skip-layer-norm", CPU, 1, 8))
                .model();
        Path plainest = source.prepare(new ModelSource.Query("squeezebert-tiny", "conv", "none", CPU, 1, 8))
                .model();
        assertThat(auto).isEqualTo(named).isNotEqualTo(plainest);
    }

    @Test
    void aBenchmarkJarRunByHandFindsTheBuiltInModels() throws IOException {
        assertThat(ServiceLoader.load(ModelSource.class)).hasAtLeastOneElementOfType(BuiltInModelSource.class);

        ModelSource.Files files = new BuiltInModelSource(root)
                .prepare(new ModelSource.Query("squeezebert-tiny", "auto", "auto", CPU, 2, 8));

        assertThat(files.model()).exists();
        assertThat(files.dimensions()).containsEntry("batch", 2L).containsEntry("sequence", 8L);
        assertThat(Safetensors.read(files.inputs()))
                .allSatisfy(tensor -> assertThat(tensor.shape()).containsExactly(2L, 8L));
    }

    @Test
    void aBenchmarkJarRunByHandMakesInputsForAFileOfYourOwn() throws IOException {
        TrainedNetwork tiny = Objects.requireNonNull(TrainedNetwork.builtIn().get("bert-tiny"));
        Path own = new ModelStore(root)
                .model(tiny, new OnnxEmitter(), ModelVariant.float32("dense", "none", 1, 8), ProgressListener.NONE)
                .path();
        String ids = "input_ids=2x8";

        ModelSource.Files files = new BuiltInModelSource(root).prepare(own, List.of(ids));

        assertThat(files.model()).isEqualTo(own);
        assertThat(Safetensors.read(files.inputs())).hasSize(3).allSatisfy(tensor -> assertThat(tensor.shape())
                .containsExactly(2L, 8L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BuiltInModelSource(root).prepare(own, List.of("input_ids")))
                .withMessageContaining("write NAME=SIZExSIZE");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new BuiltInModelSource(root).prepare(own, List.of()))
                .withMessageContaining("it leaves sizes open");
    }

    @Test
    void anUnknownWorkloadOrFormatIsRefusedWithWhatThereIs() {
        BuiltInModelSource source = new BuiltInModelSource(root);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.prepare(new ModelSource.Query("bert", "auto", "auto", CPU, 1, 8)))
                .withMessageContaining("'bert'")
                .withMessageContaining("bert-base-uncased");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.prepare(new ModelSource.Query(
                        "bert-tiny", "auto", "auto", new ModelSource.Target("x", "1.0", "cpu", "gguf"), 1, 8)))
                .withMessageContaining("'gguf'")
                .withMessageContaining("onnx");
    }
}
