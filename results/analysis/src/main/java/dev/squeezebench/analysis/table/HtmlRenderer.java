package dev.squeezebench.analysis.table;

import dev.squeezebench.analysis.table.Table.Audience;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.Escaping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parts of a page in HTML 5 that are well-formed XML as well, every text escaped. A heading has an id made from its text, so that a {@link Cell.Reference} to
 * that text leads to it.
 */
public final class HtmlRenderer {
    private final StringBuilder html = new StringBuilder();
    private final Set<String> ids = new HashSet<>();

    private final Set<String> labels = new HashSet<>();
    private final int below;
    private String part = "";

    private HtmlRenderer(int below) {
        this.below = below;
    }

    /**
     * Elements for the body of a page.
     *
     * @param blocks what to write
     * @param below level of the page's heading under which they come: a heading of level 1 is one below it
     */
    public static String render(List<? extends Block> blocks, int below) {
        HtmlRenderer rendering = new HtmlRenderer(below);
        blocks.forEach(rendering::block);
        return rendering.html.toString();
    }

    /** Id of the heading with that text: the same in every page. */
    public static String id(String heading) {
        return "s-" + Digests.sha256(heading).substring(0, 12);
    }

    private void block(Block block) {
        if (block instanceof Block.Heading heading) {
            String tag = "h" + Math.min(6, heading.level() + below);
            String id = id(heading.text());
            part = heading.text();
            html.append('<').append(tag);
            if (ids.add(id)) {
                html.append(" id=\"").append(id).append('"');
            }
            html.append('>')
                    .append(Escaping.html(heading.text()))
                    .append("</")
                    .append(tag)
                    .append(">\n");
        } else if (block instanceof Block.Paragraph paragraph) {
            html.append(paragraph.strong() ? "<p class=\"strong\">" : "<p>")
                    .append(Escaping.html(paragraph.text()))
                    .append("</p>\n");
        } else if (block instanceof Block.Items items) {
            items(items);
        } else if (block instanceof Block.Image image) {
            image(image);
        } else if (block instanceof Table table) {
            table(table.view(Audience.PEOPLE));
        }
    }

    private void image(Block.Image image) {
        html.append("<figure>").append(image.dark().isPresent() ? "<picture>" : "");
        image.dark().ifPresent(dark -> html.append("<source media=\"(prefers-color-scheme: dark)\" srcset=\"")
                .append(Escaping.html(dark))
                .append("\"/>"));
        html.append("<img src=\"")
                .append(Escaping.html(image.path()))
                .append("\" alt=\"")
                .append(Escaping.html(image.text()))
                .append("\"/>")
                .append(image.dark().isPresent() ? "</picture>" : "")
                .append("</figure>\n");
    }

    private void items(Block.Items items) {
        String tag = items.numbered() ? "ol" : "ul";
        html.append('<').append(tag).append(">\n");
        items.texts()
                .forEach(text -> html.append("<li>").append(Escaping.html(text)).append("</li>\n"));
        html.append("</").append(tag).append(">\n");
    }

    /** In a box of its own that scrolls by finger and keyboard, so that a wide table does not widen the page. */
    private void table(Table table) {
        html.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(Escaping.html(label(table)))
                .append("\">\n<table>\n<thead><tr>");
        for (int column = 0; column < table.columns().size(); column++) {
            html.append("<th scope=\"col\"")
                    .append(side(table, column))
                    .append('>')
                    .append(Escaping.html(table.columns().get(column).heading()))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            html.append("<tr>");
            for (int column = 0; column < row.size(); column++) {
                cell(table, column, row.get(column));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n</div>\n");
    }

    /** What a screen reader calls the table: no two are called the same. */
    private String label(Table table) {
        String name = table.name().replace('_', ' ') + (part.isEmpty() ? "" : ", " + part);
        String label = name;
        for (int i = 2; !labels.add(label); i++) {
            label = name + ", " + i;
        }
        return label;
    }

    /** Numbers carry their value, so that a script can sort by it. */
    private void cell(Table table, int column, Cell cell) {
        html.append("<td").append(side(table, column));
        if (cell instanceof Cell.Numeric number) {
            html.append(" data-value=\"").append(number.value()).append('"');
        }
        html.append('>');
        String text = Escaping.html(cell.shown());
        if (cell instanceof Cell.Reference reference) {
            html.append("<a href=\"#")
                    .append(id(reference.heading()))
                    .append("\">")
                    .append(text)
                    .append("</a>");
        } else {
            html.append(text);
        }
        html.append("</td>");
    }

    private static String side(Table table, int column) {
        return table.isRight(column) ? " class=\"right\"" : "";
    }
}
