package dev.squeezebench.charts.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private final Font font = Typeface.load().regular(16);

    LabelsTest() throws IOException {}

    @Test
    void whatCannotBeSeenIsWrittenAsAnEscape() {
        assertThat(Labels.visible("a\nb\u001b[0m\u202e\ud83d\ude00 \ud83d \u4e2d", font))
                .isEqualTo("a\\u000ab\\u001b[0m\\u202e\\u{1f600} \\ud83d \\u4e2d");
    }

    @Test
    void lettersOfTheFontStayAsTheyAre() {
        String text = "squeezebert-uncased \u00b7 \u00b5s \u00d7 \u00fc\u0131\u011f \u043f\u0440 \u03b1";

        assertThat(Labels.visible(text, font)).isEqualTo(text);
    }

    @Test
    void aShortNameIsKeptWhole() {
        assertThat(Labels.fit("bert-tiny", font, 200)).isEqualTo("bert-tiny");
    }

    @Test
    void aLongNameLosesItsMiddle() {
        String shown = Labels.fit("beginning-" + "x".repeat(300) + "-end", font, 200);

        assertThat(shown).startsWith("beginning-").contains("\u2026").endsWith("-end");
    }

    @Test
    void noNameIsWiderThanItsPlace() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            String name = random.ints(random.nextInt(300), 0, 0x11000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            double width = 40 + random.nextInt(400);

            assertThat(Typeface.width(Labels.fit(name, font, width), font)).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void aTextIsWrappedAtSpacesAndTheLastLineShortened() {
        List<String> lines = Labels.wrap("one two three four five six seven eight nine ten", font, 90, 3);

        assertThat(lines).hasSize(3).first().isEqualTo("one two");
        assertThat(lines.get(2)).contains("\u2026").endsWith("ten");
        assertThat(lines).allMatch(line -> Typeface.width(line, font) <= 90);
    }
}
