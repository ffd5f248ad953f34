package dev.squeezebench.charts.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
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
