package dev.squeezebench.charts.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
    /** WCAG 2.2, success criterion 1.4.3: 4.5 for text. */
    @ParameterizedTest
    @EnumSource
    void textHasTheContrastThatTheWebAsksFor(Theme theme) {
        assertThat(contrast(theme.foreground(), theme.background())).isGreaterThan(7);
        assertThat(contrast(theme.muted(), theme.background())).isGreaterThan(4.5);
    }

    /** The first four series carry almost every chart; later ones have hatching and shape beside a paler colour. */
    @ParameterizedTest
    @EnumSource
    void seriesStandOutFromTheBackground(Theme theme) {
        for (int i = 0; i < 3; i++) {
            assertThat(contrast(theme.series(i), theme.background())).isGreaterThan(3);
        }
    }

    /** A copy in grey has nothing but lightness (CIE 1976 L*): 14 of 100 apart. */
    @Test
    void inPrintSeriesDifferInLightness() {
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(Math.abs(lightness(Theme.PAPER.series(i)) - lightness(Theme.PAPER.series(j))))
                        .as(i + " and " + j)
                        .isGreaterThan(14);
            }
        }
    }

    private static double lightness(Color color) {
        return 116 * Math.cbrt(luminance(color)) - 16;
    }

    private static double contrast(Color a, Color b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + .05) / (darker + .05);
    }

    private static double luminance(Color color) {
        return .2126 * linear(color.getRed()) + .7152 * linear(color.getGreen()) + .0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= .04045 ? c / 12.92 : Math.pow((c + .055) / 1.055, 2.4);
    }
}
