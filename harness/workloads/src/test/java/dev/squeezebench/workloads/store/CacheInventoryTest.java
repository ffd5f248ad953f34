package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
    void anAppForPhonesIsListedAndDeletedWithItsFoldersAndNothingElse() throws IOException {
        Path app = Files.createDirectories(cache.resolve("phone-apps/tflite-aar-2.14.0" + HASH));
        Path other = Files.createDirectories(cache.resolve("phone-apps/tflite-aar-2.16.1" + HASH));
        for (Path folder : List.of(app, other)) {
            file(folder.resolve("squeezebench.apk"));
            file(folder.resolve("squeezebench-shell.jar"));
            file(folder.resolve("lib/x86_64/libtensorflowlite_jni.so"));
        }
        Path users = file(other.resolve("notes.txt"));
        Path killed = cache.resolve("phone-apps/.tflite-aar-2.14.0" + HASH + ".tmp-" + new UUID(1, 2));
        file(killed.resolve("lib/x86_64/libtensorflowlite_jni.so"));

        assertThat(inventory.entries())
                .hasSize(6)
                .allMatch(entry -> entry.kind().equals("phone-apps"))
                .extracting(CacheEntry::workload)
                .containsOnly("tflite-aar-2.14.0" + HASH, "tflite-aar-2.16.1" + HASH);
        for (CacheEntry entry : inventory.entries()) {
            assertThat(inventory.isWhole(entry)).as(entry.name().toString()).isTrue();
        }
        Files.writeString(app.resolve("squeezebench.apk"), "another");
        assertThat(inventory.isWhole(inventory.entries().get(1))).isFalse();

        assertThat(inventory.clean(inventory.entries().stream()
                        .filter(entry -> entry.workload().equals("tflite-aar-2.14.0" + HASH))
                        .toList()))
                .hasSize(3);
        assertThat(app).doesNotExist();
        assertThat(other.resolve("squeezebench.apk")).exists();
        assertThat(killed).as("somebody may be packing it").exists();

        assertThat(inventory.clean()).hasSize(3);
        assertThat(other.resolve("lib")).doesNotExist();
        assertThat(users).exists();
        assertThat(killed).doesNotExist();
    }

    /** With its checksum, as everything in the cache. */
    private static Path file(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        new Checksum(file).write(Digests.sha256("content"));
        return file;
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
        "libraries/onnx-0123456789abcdef/libonnx.so, onnx-0123456789abcdef,,,,,",
        "phone-apps/tflite-aar-2.14.0-0123456789abcdef/lib/x86_64/liba.so, tflite-aar-2.14.0-0123456789abcdef,,,,,",
        "phone-apps/tflite-aar-2.14.0-0123456789abcdef/squeezebench.apk, tflite-aar-2.14.0-0123456789abcdef,,,,,"
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
