package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheInventoryTest {
    private static final String HASH = "-0123456789abcdef";

    private final Path cache;
    private final CacheInventory inventory;

    CacheInventoryTest(@TempDir Path cache) {
        this.cache = cache;
        this.inventory = new CacheInventory(cache);
    }

    @Test
    void nothingIsDeletedWhileARunUsesTheCache() throws IOException {
        Path model = model("bert-tiny-dense-none-float32");
        CacheUse use = CacheUse.of(cache);
        try (use) {
            assertThatThrownBy(inventory::clean)
                    .isInstanceOf(CacheUse.InUse.class)
                    .hasMessageContaining("in use by another command: wait for its end");
            assertThat(model).exists();
        }

        assertThat(inventory.clean()).hasSize(1);
        assertThat(model).doesNotExist();
    }

    @Test
    void onlyWhatIsSelectedIsDeleted() throws IOException {
        Path tiny = model("bert-tiny-dense-none-float32");
        Path other = model("squeezebert-tiny-conv-none-float32");

        inventory.clean(inventory.entries().stream()
                .filter(entry -> entry.workload().equals("bert-tiny"))
                .toList());

        assertThat(tiny).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void aCacheThatIsNotThereIsNotMadeToBeCleaned() throws IOException {
        assertThat(new CacheInventory(cache.resolve("none")).clean()).isEmpty();
        assertThat(cache.resolve("none")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "models/bert-tiny-dense-none-float32-0123456789abcdef.onnx, bert-tiny, dense, none, float32,, onnx",
        "models/bert-dense-conv-batched-matmul-skip-layer-norm-float16-0123456789abcdef.onnx, bert-dense-conv,"
                + " batched-matmul, skip-layer-norm, float16,, onnx",
        "models/squeezebert-uncased-split-none-float32-b1-s128-0123456789abcdef.tflite, squeezebert-uncased, split, none,"
                + " float32, b1-s128, tflite",
        "inputs/bert-tiny-b2-s9-int32-0123456789abcdef.safetensors, bert-tiny,,,, b2-s9, safetensors",
        "references/bert-tiny-expected-0123456789abcdef.safetensors, bert-tiny,,,,, safetensors",
        "libraries/onnx-0123456789abcdef/libonnx.so, onnx-0123456789abcdef,,,,,"
    })
    void theNameSaysWhatAFileIs(
            Path name, String workload, String lowering, String fusion, String dtype, String size, String format) {
        CacheEntry entry = new CacheEntry(name, "models", 1, Instant.EPOCH);

        assertThat(entry.workload()).isEqualTo(workload);
        assertThat(entry.lowering().orElse(null)).isEqualTo(lowering);
        assertThat(entry.fusion().orElse(null)).isEqualTo(fusion);
        assertThat(entry.dtype().orElse(null)).isEqualTo(dtype);
        assertThat(entry.size().orElse(null)).isEqualTo(size);
        assertThat(entry.format().orElse(null)).isEqualTo(format);
    }

    private Path model(String name) throws IOException {
        Path folder = Files.createDirectories(cache.resolve("models"));
        return Files.write(folder.resolve(name + HASH + ".onnx"), List.of("content"));
    }
}
