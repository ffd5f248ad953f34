package dev.squeezebench.analysis.table;

import dev.squeezebench.analysis.table.Table.Audience;
import dev.squeezebench.records.text.Escaping;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parts of a LaTeX document, to be read by {@code \\input}; tables are those of the package booktabs. */
public final class LatexRenderer {
    private LatexRenderer() {}

    /** Lines, each ended by a line feed. */
    public static String render(List<? extends Block> blocks) {
        return "% needs \\usepackage{booktabs}\n"
                + blocks.stream().map(LatexRenderer::block).collect(Collectors.joining("\n"));
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return "\\" + (heading.level() <= 1 ? "subsection" : "subsubsection") + "*{"
                    + Escaping.latex(heading.text()) + "}\n";
        }
        if (block instanceof Block.Paragraph paragraph) {
            String text = Escaping.latex(paragraph.text());
            return (paragraph.strong() ? "\\textbf{" + text + '}' : text) + '\n';
        }
        if (block instanceof Block.Items items) {
            return items(items);
        }
        if (block instanceof Block.Image image) {
            return "\\includegraphics{" + image.path() + "}% " + Escaping.line(image.text()) + '\n';
        }
        return table(((Table) block).view(Audience.PEOPLE));
    }

    private static String items(Block.Items items) {
        String kind = items.numbered() ? "enumerate" : "itemize";
        return items.texts().stream()
                .map(text -> "  \\item " + Escaping.latex(text) + '\n')
                .collect(Collectors.joining("", "\\begin{" + kind + "}\n", "\\end{" + kind + "}\n"));
    }

    private static String table(Table table) {
        String sides = IntStream.range(0, table.columns().size())
                .mapToObj(column -> table.isRight(column) ? "r" : "l")
                .collect(Collectors.joining());
        StringBuilder text =
                new StringBuilder("\\begin{tabular}{").append(sides).append("}\n\\toprule\n");
        text.append(row(table.columns().stream().map(Table.Column::heading).toList()))
                .append("\\midrule\n");
        table.rows()
                .forEach(row -> text.append(row(row.stream().map(Cell::shown).toList())));
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    /** A row that begins with a bracket would be an argument of the row before. */
    private static String row(List<String> cells) {
        String row = cells.stream().map(Escaping::latex).collect(Collectors.joining(" & "));
        return (row.startsWith("[") ? "{}" : "") + row + " \\\\\n";
    }
}
