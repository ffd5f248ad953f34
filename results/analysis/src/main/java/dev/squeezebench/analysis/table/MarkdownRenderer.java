package dev.squeezebench.analysis.table;

import dev.squeezebench.analysis.table.Table.Audience;
import dev.squeezebench.records.text.Escaping;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A document in GitHub's Markdown. */
public final class MarkdownRenderer {
    private MarkdownRenderer() {}

    /** The document's lines, each ended by a line feed. */
    public static String render(List<? extends Block> blocks) {
        return blocks.stream().map(MarkdownRenderer::block).collect(Collectors.joining("\n"));
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return "#".repeat(heading.level() + 1) + ' ' + Escaping.markdown(heading.text()) + '\n';
        }
        if (block instanceof Block.Paragraph paragraph) {
            String text = Escaping.markdown(paragraph.text());
            return (paragraph.strong() ? "**" + text + "**" : text) + '\n';
        }
        if (block instanceof Block.Items items) {
            return IntStream.range(0, items.texts().size())
                    .mapToObj(i -> (items.numbered() ? (i + 1) + ". " : "- ")
                            + Escaping.markdown(items.texts().get(i))
                            + '\n')
                    .collect(Collectors.joining());
        }
        if (block instanceof Block.Image image) {
            return "![" + Escaping.markdown(image.text()) + "](" + image.path() + ")\n";
        }
        return table(((Table) block).view(Audience.PEOPLE));
    }

    private static String table(Table table) {
        StringBuilder text = new StringBuilder();
        text.append(row(table.columns().stream().map(Table.Column::heading).toList()));
        text.append('|');
        for (int column = 0; column < table.columns().size(); column++) {
            text.append(table.isRight(column) ? "---:|" : "---|");
        }
        text.append('\n');
        table.rows()
                .forEach(row -> text.append(row(row.stream().map(Cell::shown).toList())));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> ' ' + Escaping.markdown(cell) + " |")
                .collect(Collectors.joining("", "|", "\n"));
    }
}
