package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    private static final ChartOptions SVG = new ChartOptions(EnumSet.of(Theme.DARK), EnumSet.of(Format.SVG), "");
    private static final List<String> CHARTS = List.of("latency", "speedup", "memory", "timeline");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "two\nlines\r\tand a tab",
                "\u001b[31mred\u001b[0m \u0000 zero",
                "\u202eright to left \u200f\ufeff",
                "\u4e2d\u6587 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \ud83d\ude00 lone \ud83d",
                "]]>&amp;\"'><svg onload=x",
                " "
            })
    void aNameIsDrawnHarmlessly(String name, @TempDir Path folder) throws IOException {
        draw(folder, name);

        for (String chart : CHARTS) {
            Svg svg = Svg.read(folder.resolve(chart + "-dark.svg"));
            assertThat(svg.elements("script")).isEmpty();
            assertThat(svg.elements("svg")).hasSize(1);
            assertThat(svg.texts()).allMatch(text -> text.codePoints().noneMatch(Character::isISOControl));
            Overlaps.assertNone(svg);
        }
    }

    @Test
    void aVeryLongNameIsShortenedAndOverlapsNothing(@TempDir Path folder) throws IOException {
        draw(folder, "x".repeat(150) + " " + "y".repeat(150));

        for (String chart : CHARTS) {
            Svg svg = Svg.read(folder.resolve(chart + "-dark.svg"));
            assertThat(svg.texts()).anyMatch(text -> text.contains("\u2026"));
            Overlaps.assertNone(svg);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva"})
    void theLocaleChangesNothing(String tag, @TempDir Path folder) throws IOException {
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));
        ChartOptions both = new ChartOptions(EnumSet.of(Theme.LIGHT), EnumSet.of(Format.SVG), "");
        DrawnCharts expected = Fixture.draw(inputs, folder.resolve("root"), both);
        Locale before = Locale.getDefault();
        DrawnCharts drawn;
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            drawn = Fixture.draw(inputs, folder.resolve("locale"), both);
        } finally {
            Locale.setDefault(before);
        }

        for (int i = 0; i < expected.files().size(); i++) {
            assertThat(Files.readString(drawn.files().get(i)))
                    .isEqualTo(Files.readString(expected.files().get(i)));
        }
    }

    private static void draw(Path folder, String name) throws IOException {
        Fixture fixture = new Fixture("r1", true);
        for (int round = 1; round <= 6; round++) {
            fixture.measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), round, 1, 279);
            fixture.measured(Fixture.scenario(name, "conv", "onnxruntime", "1.29.0", "cpu", 1), round, 2, 111);
        }
        Fixture.draw(List.of(fixture.input("results.jsonl")), folder, SVG);
    }
}
