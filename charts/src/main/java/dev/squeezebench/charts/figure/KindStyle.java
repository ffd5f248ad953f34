package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Hatching;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.OperatorKind;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/**
 * How a layer kind looks in a bar: the same in every chart, and told apart by its hatching without any colour. The rarer ones
 * are dark with pale lines.
 *
 * @param kind absent for what is in no operator
 */
record KindStyle(Optional<OperatorKind> kind) {
    /** Kinds with a hatching of their own. */
    private static final int PALE = 6;

    private static final double DARK = .8;

    /** Paints a part of a bar. */
    void paint(Pen pen, Rectangle2D box) {
        Theme theme = pen.theme();
        if (kind.isEmpty()) {
            Hatching.PLAIN.paint(pen.graphics(), box, theme.background(), theme.muted());
        } else if (kind.get() == OperatorKind.UNMAPPED) {
            Hatching.CROSSED.paint(pen.graphics(), box, theme.background(), theme.muted());
        } else {
            int number = number(kind.get());
            SeriesStyle style = SeriesStyle.of(number, number, theme);
            if (number < PALE) {
                style.hatching().paint(pen.graphics(), box, style.fill(), style.color());
            } else {
                style.hatching().paint(pen.graphics(), box, theme.tint(style.color(), DARK), theme.background());
            }
        }
    }

    /** Of colour and hatching. */
    private static int number(OperatorKind kind) {
        return switch (kind) {
            case PROJECTION -> 0;
            case ATTENTION_PRODUCT -> 1;
            case SOFTMAX -> 2;
            case NORMALISATION -> 3;
            case ACTIVATION -> 4;
            case LAYOUT_CHANGE -> 5;
            case EMBEDDING -> 6;
            case DEVICE_COPY -> 7;
            case REST, UNMAPPED -> 8;
        };
    }

    LegendEntry legend(String label) {
        return new LegendEntry(
                label, (pen, x, y) -> paint(pen, new Rectangle2D.Double(x, y - 8, LegendEntry.SWATCH_WIDTH, 16)));
    }
}
