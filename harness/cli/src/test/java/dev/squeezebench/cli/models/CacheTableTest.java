package dev.squeezebench.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.workloads.store.CacheEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code models list} and {@code models clean} print. */
class CacheTableTest {
    private static final ZonedDateTime NOW =
            ZonedDateTime.of(2026, 11, 27, 13, 0, 0, 0, ZoneId.of("Pacific/Kiritimati"));

    private static final List<CacheEntry> ENTRIES = List.of(
            model(
                    "bert-base-uncased-dense-skip-layer-norm-float32",
                    "onnx",
                    438_012_345,
                    "2026-11-26T21:07:24.123456789Z"),
            model("bert-tiny-dense-none-float16", "onnx", 66_216, "2026-11-26T23:59:59Z"),
            model("squeezebert-tiny-split-none-float32-b1-s128", "tflite", 66_216, "2026-11-25T23:59:59Z"),
            new CacheEntry(
                    Path.of("references", "squeezebert-tiny-b1-s128-0123456789abcdef.safetensors"),
                    "references",
                    66_216,
                    Instant.parse("2025-01-02T03:04:05Z")));

    private static CacheEntry model(String name, String format, long bytes, String modified) {
        return new CacheEntry(
                Path.of("models", name + "-0123456789abcdef." + format),
                CacheEntry.MODELS,
                bytes,
                Instant.parse(modified));
    }

    private static Table table() {
        return CacheTable.of("models", ENTRIES, NOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 200})
    void everyFileIsOneLineWithItsSizeItsTimeHereAndWhatItIs(int width) {
        // Fourteen hours before UTC's midnight it is already the next day there; equal sizes are each printed.
        assertThat(TextRenderer.render(List.of(table()), width).lines())
                .containsExactly(
                        "     size  written           file",
                        "   438 MB  today 11:07       bert-base-uncased dense+skip-layer-norm .onnx",
                        "  66.2 kB  today 13:59       bert-tiny dense float16 .onnx",
                        "  66.2 kB  2026-11-26 13:59  squeezebert-tiny split b1-s128 .tflite",
                        "  66.2 kB  2025-01-02 17:04  references/squeezebert-tiny-b1-s128-0123456789abcdef.safetensors");
    }

    @Test
    void programsGetBytesAndTimesAsTheyAreAndTheFilesName() {
        assertThat(CsvRenderer.render(List.of(table())).lines().limit(2))
                .containsExactly(
                        "bytes,written,kind,workload,lowering,fusion,dtype,format,file",
                        "438012345,2026-11-26T21:07:24Z,models,bert-base-uncased,dense,skip-layer-norm,float32,onnx,"
                                + "models/bert-base-uncased-dense-skip-layer-norm-float32-0123456789abcdef.onnx");
        assertThat(JsonRenderer.render(List.of(table()))).contains("\"bytes\":66216");
    }

    @Test
    void theSumIsSaidInWords() {
        assertThat(CacheTable.size(ENTRIES, Path.of("cache"))).isEqualTo("4 files, 438 MB in cache");
        assertThat(CacheTable.size(ENTRIES.subList(1, 2), Path.of("cache"))).isEqualTo("1 file, 66.2 kB in cache");
    }
}
