package dev.squeezebench.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.JavaSide;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaSideTableTest {
    private static ProfiledScenario scenario(Optional<JavaSide> side) {
        Profile example = Examples.profile();
        Profile plain = new Profile(
                example.run(),
                example.at(),
                example.scenario(),
                example.invocationNs(),
                example.operators(),
                example.raw(),
                example.warnings());
        return new ProfiledScenario(
                List.of(side.map(plain::with).orElse(plain)), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static JavaSide side(LongSeries nativeBytes, Map<String, String> absent) {
        return new JavaSide(
                LongSeries.of(50_000_000, 50_000_000),
                LongSeries.of(95_000_000, 85_000_000),
                LongSeries.of(24_000, 25_000, 90_000),
                OptionalLong.of(4_400),
                OptionalLong.of(0),
                OptionalLong.of(0),
                nativeBytes,
                nativeBytes.isEmpty() ? nativeBytes : readings(300),
                nativeBytes.isEmpty() ? 0 : 2,
                absent);
    }

    private static LongSeries readings(long growth) {
        // Some other thread's kilobyte comes and goes.
        return LongSeries.of(LongStream.range(0, 21)
                .map(i -> 100_000_000 + growth * i + i % 3 * 1000)
                .toArray());
    }

    @Test
    void theNullModelAndTheHeapAreThereByCall() {
        List<ProfiledScenario> one = List.of(scenario(Optional.of(side(readings(300), Map.of()))));

        assertThat(MarkdownRenderer.render(JavaSideTable.blocks(one)))
                .contains("| 50.00 ms | 25.00 µs | 0.050% | 2.20 kB | 0 | no growth (0 B to 0 B) |")
                .contains("| 1.80 of 1 |");
        assertThat(JsonRenderer.render(List.of(JavaSideTable.table(one).orElseThrow())))
                .contains("\"null_model_ns\":25000", "\"allocated_bytes\":2200", "\"collections\":0");
    }

    /** 387.6 KiB a call, as of results that are not closed: 2 calls are between two readings. */
    @Test
    void aLeakIsSaidWithItsInterval() {
        List<ProfiledScenario> one = List.of(scenario(Optional.of(side(readings(300 + 2 * 396_902), Map.of()))));

        assertThat(MarkdownRenderer.render(JavaSideTable.blocks(one))).contains("grows by 397 kB (397 kB to 397 kB)");
        assertThat(JsonRenderer.render(List.of(JavaSideTable.table(one).orElseThrow())))
                .contains("\"scenario\":\"" + one.get(0).scenario().id() + '"')
                .contains("\"native_growth_bytes\":396902.0,\"native_growth_lower_bytes\":396902.0,")
                .contains("\"native_growth_upper_bytes\":396902");
    }

    /** Of two calls each; what is released on the way is not below a kilobyte either. */
    @ParameterizedTest
    @CsvSource({
        "600, grows by 600 B (600 B to 600 B)",
        "500, no growth (500 B to 500 B)",
        "-600, no growth (-600 B to -600 B)"
    })
    void lessThanAKilobyteBetweenReadingsIsNoGrowth(long byCall, String words) {
        assertThat(MarkdownRenderer.render(JavaSideTable.blocks(
                        List.of(scenario(Optional.of(side(readings(300 + 2 * byCall), Map.of())))))))
                .contains(words);
    }

    @Test
    void whatIsAbsentHasItsReason() {
        List<ProfiledScenario> one =
                List.of(scenario(Optional.of(side(LongSeries.of(), Map.of("native_bytes", "no mallinfo2 here")))));

        assertThat(MarkdownRenderer.render(JavaSideTable.blocks(one)))
                .contains("has no native_bytes: no mallinfo2 here");
        assertThat(JsonRenderer.render(List.of(JavaSideTable.table(one).orElseThrow())))
                .doesNotContain("native_growth");
        assertThat(JavaSideTable.blocks(List.of(scenario(Optional.empty())))).isEmpty();
        JavaSide bare = new JavaSide(
                LongSeries.of(50_000_000),
                LongSeries.of(),
                LongSeries.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                LongSeries.of(1, 2, 3, 4),
                LongSeries.of(1, 2, 3, 4),
                1,
                Map.of());
        assertThat(JsonRenderer.render(List.of(JavaSideTable.table(List.of(scenario(Optional.of(bare))))
                        .orElseThrow())))
                .contains("\"latency_ns\":50000000")
                .doesNotContain("null_model", "processors_busy", "allocated", "native_growth");
    }
}
