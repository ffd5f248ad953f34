package dev.squeezebench.charts.paint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What VectorGraphics2D's SVG lacks for the web: a title and a description for screen readers, a family of fonts to fall
 * back on, and no document type that makes a parser fetch a file from elsewhere.
 */
final class SvgFinish {
    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE svg[^>]*>\\s*");
    private static final Pattern ROOT = Pattern.compile("<svg ([^>]*)>");
    private static final Pattern FAMILY = Pattern.compile("font-family:&quot;Inter([^&]*)&quot;;");
    private static final String FALLBACK = "Inter,'Helvetica Neue',Arial,sans-serif;";

    private SvgFinish() {}

    static String finish(String svg, String title, String description) {
        String plain = DOCTYPE.matcher(svg).replaceFirst("");
        String families = FAMILY.matcher(plain)
                .replaceAll(
                        family -> "font-family:" + FALLBACK + (family.group(1).isEmpty() ? "" : "font-weight:600;"));
        return ROOT.matcher(families)
                .replaceFirst(root -> Matcher.quoteReplacement("<svg role=\"img\" " + root.group(1) + ">\n  <title>"
                        + escape(title) + "</title>\n  <desc>" + escape(description) + "</desc>"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
