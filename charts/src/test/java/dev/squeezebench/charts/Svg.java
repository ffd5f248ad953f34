package dev.squeezebench.charts;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** An SVG file as a reader of it sees it. */
record Svg(Document document) {
    private static final Pattern SHIFT = Pattern.compile("translate\\((\\S+) (\\S+)\\)");
    private static final Pattern POINT = Pattern.compile("(-?[0-9.]+),(-?[0-9.]+)");

    static Svg read(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Svg(factory.newDocumentBuilder().parse(new ByteArrayInputStream(Files.readAllBytes(file))));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no well-formed SVG", e);
        }
    }

    /** Every text that is drawn. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    /** Elements of a name. */
    List<Element> elements(String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** Rectangles, circles and closed paths of that fill, in the order of drawing and where they are on the sheet. */
    List<Rectangle2D> shapes(Color fill) {
        String style = style(fill);
        List<Rectangle2D> shapes = new ArrayList<>();
        for (Element element : elements("*")) {
            if (element.getAttribute("style").startsWith(style)) {
                box(element).ifPresent(shapes::add);
            }
        }
        return shapes;
    }

    /** What the shapes of that fill within an area are, in the order of drawing: ellipses, paths, rectangles. */
    List<String> tags(Color fill, Rectangle2D area) {
        String style = style(fill);
        return elements("*").stream()
                .filter(each -> each.getAttribute("style").startsWith(style))
                .filter(each -> box(each)
                        .filter(box -> area.contains(box.getCenterX(), box.getCenterY()))
                        .isPresent())
                .map(Element::getTagName)
                .toList();
    }

    private static String style(Color fill) {
        return "fill:rgb(" + fill.getRed() + ',' + fill.getGreen() + ',' + fill.getBlue() + ");stroke:none";
    }

    /** The middle of every line of that colour. */
    List<Point2D> lines(Color colour) {
        String stroke = "stroke:rgb(" + colour.getRed() + ',' + colour.getGreen() + ',' + colour.getBlue() + ");";
        return elements("line").stream()
                .filter(each -> each.getAttribute("style").contains(stroke))
                .<Point2D>map(each -> new Point2D.Double(
                        shift(each).getX() + (number(each, "x1") + number(each, "x2")) / 2,
                        shift(each).getY() + (number(each, "y1") + number(each, "y2")) / 2))
                .toList();
    }

    /** Height of the picture in pixels. */
    int height() {
        return Integer.parseInt(
                document.getDocumentElement().getAttribute("height").replace("px", ""));
    }

    /** The areas that XChart plots into: it paints their backgrounds, which are transparent. */
    List<Rectangle2D> plots() {
        return elements("rect").stream()
                .filter(each -> each.getAttribute("style").contains("fill-opacity:0;")
                        && !each.getAttribute("x").equals("0"))
                .flatMap(each -> box(each).stream())
                .toList();
    }

    /** Where a text begins on its baseline. */
    Point2D place(String text) {
        Element element = elements("text").stream()
                .filter(each -> each.getTextContent().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text + " is not drawn, but " + texts()));
        Point2D shift = shift(element);
        return new Point2D.Double(shift.getX() + number(element, "x"), shift.getY() + number(element, "y"));
    }

    private static Optional<Rectangle2D> box(Element element) {
        Point2D shift = shift(element);
        return switch (element.getTagName()) {
            case "rect" ->
                Optional.of(new Rectangle2D.Double(
                        shift.getX() + number(element, "x"),
                        shift.getY() + number(element, "y"),
                        number(element, "width"),
                        number(element, "height")));
            case "ellipse" ->
                Optional.of(new Rectangle2D.Double(
                        shift.getX() + number(element, "cx") - number(element, "rx"),
                        shift.getY() + number(element, "cy") - number(element, "ry"),
                        2 * number(element, "rx"),
                        2 * number(element, "ry")));
            case "path" -> {
                Rectangle2D box = null;
                Matcher points = POINT.matcher(element.getAttribute("d"));
                while (points.find()) {
                    double x = shift.getX() + Double.parseDouble(points.group(1));
                    double y = shift.getY() + Double.parseDouble(points.group(2));
                    if (box == null) {
                        box = new Rectangle2D.Double(x, y, 0, 0);
                    } else {
                        box.add(x, y);
                    }
                }
                yield Optional.ofNullable(box);
            }
            default -> Optional.empty();
        };
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** Sum of the shifts of the groups around it; there is no other transformation. */
    static Point2D shift(Element element) {
        double x = 0;
        double y = 0;
        for (Node node = element; node instanceof Element each; node = node.getParentNode()) {
            String transform = each.getAttribute("transform");
            if (!transform.isEmpty()) {
                Matcher shift = SHIFT.matcher(transform);
                if (!shift.matches()) {
                    throw new AssertionError("no shift: " + transform);
                }
                x += Double.parseDouble(shift.group(1));
                y += Double.parseDouble(shift.group(2));
            }
        }
        return new Point2D.Double(x, y);
    }
}
