package dev.squeezebench.charts.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    private final Font font = Typeface.load().regular(16);

    LabelsTest() throws IOException {}

    @Test
    void whatCannotBeSeenIsWrittenAsAnEscape() {
        assertThat(Labels.visible("a\nb\u001b[0m\u202e \ud83d", font)).isEqualTo("a\\u000ab\\u001b[0m\\u202e \\ud83d");
    }

    /** Which fonts there are depends on the machine: what none of them has is said by script and number. */
    @ParameterizedTest
    @CsvSource({
        "\u4e2d\u6587 net, [Han 4e2d 6587] net",
        "\u0627\u0644\u0639, [Arabic 627 644 639]",
        "\u4e2d\u3042, [Han 4e2d][Hiragana 3042]",
        "\ud83d\ude00, \\u{1f600}"
    })
    void lettersAreDrawnOrSaidWhatTheyAre(String text, String said) {
        boolean drawn = text.codePoints().allMatch(c -> Typeface.canDraw(c, font));

        assertThat(Labels.visible(text, font)).isEqualTo(drawn ? text : said);
    }

    @Test
    void aTextInFontsOfSeveralKindsIsAsWideAsItsParts() {
        String text = "net \u10d0\u10d1 \u4e2d";

        double parts = Typeface.runs(text, font).stream()
                .mapToDouble(run -> Typeface.width(run.text(), run.font()))
                .sum();

        assertThat(Typeface.width(text, font)).isEqualTo(parts);
        assertThat(Typeface.runs(text, font).stream().map(Typeface.Run::text).collect(Collectors.joining()))
                .isEqualTo(text);
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
