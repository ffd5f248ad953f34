package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Font;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Finds texts that lie on one another or leave the sheet. */
final class Overlaps {
    private static final Pattern SIZE = Pattern.compile("font-size:([0-9.]+)px");

    /** Places in an SVG have single precision: pieces of one text in two fonts touch. */
    private static final double ROUNDING = .01;

    private Overlaps() {}

    static void assertNone(Svg svg) throws IOException {
        Typeface typeface = Typeface.load();
        List<Rectangle2D> boxes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Element text : svg.elements("text")) {
            Rectangle2D box = box(text, typeface);
            assertThat(box.getMinX()).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
            assertThat(box.getMaxX())
                    .as(text.getTextContent())
                    .isLessThanOrEqualTo(Theme.LIGHT.page().width());
            for (int i = 0; i < boxes.size(); i++) {
                assertThat(box.intersects(boxes.get(i)))
                        .as(text.getTextContent() + " over " + texts.get(i))
                        .isFalse();
            }
            boxes.add(box);
            texts.add(text.getTextContent());
        }
        assertThat(texts).isNotEmpty();
    }

    /** Height of the small letters: lines may stand close. */
    private static Rectangle2D box(Element text, Typeface typeface) {
        String style = text.getAttribute("style");
        Matcher size = SIZE.matcher(style);
        double px = size.find() ? Double.parseDouble(size.group(1)) : 12;
        Font font = style.contains("font-weight:600") ? typeface.strong(px) : typeface.regular(px);
        double width = Typeface.width(text.getTextContent(), font);
        double x = Double.parseDouble(text.getAttribute("x"));
        double y = Double.parseDouble(text.getAttribute("y"));
        Point2D shift = Svg.shift(text);
        x += shift.getX();
        y += shift.getY();
        return new Rectangle2D.Double(x, y - .55 * px, width - ROUNDING, .55 * px);
    }
}
