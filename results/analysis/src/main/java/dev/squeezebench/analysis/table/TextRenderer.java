package dev.squeezebench.analysis.table;

import dev.squeezebench.records.text.Escaping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A document for a terminal: columns aligned, lines broken at spaces alone, optional columns left out where it is narrow. */
public final class TextRenderer {
    /** Columns where nothing is known of the reader's terminal. */
    public static final int USUAL_WIDTH = 100;

    private static final int NARROWEST = 40;
    private static final String INDENT = "  ";

    private final int width;
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    private TextRenderer(int width) {
        this.width = Math.max(NARROWEST, width);
    }

    /** The document's lines, each ended by a line feed. */
    public static String render(List<? extends Block> blocks, int width) {
        TextRenderer rendering = new TextRenderer(width);
        Block before = null;
        for (Block block : blocks) {
            if (before != null && !(before instanceof Block.Heading) && !(block instanceof Block.Image)) {
                rendering.text.append('\n');
            }
            rendering.block(block);
            before = block instanceof Block.Image ? before : block;
        }
        if (!rendering.leftOut.isEmpty()) {
            rendering.text.append('\n');
            rendering.wrapped(
                    "left out at " + rendering.width + " columns: " + String.join(", ", rendering.leftOut)
                            + " (a wider terminal, csv and json show them)",
                    "");
        }
        return rendering.text.toString();
    }

    private void block(Block block) {
        if (block instanceof Block.Heading heading) {
            wrapped(heading.text(), "");
        } else if (block instanceof Block.Paragraph paragraph) {
            wrapped(paragraph.text(), "");
        } else if (block instanceof Block.Items items) {
            for (int i = 0; i < items.texts().size(); i++) {
                if (items.numbered()) {
                    wrapped("[" + (i + 1) + "] " + items.texts().get(i), "    ");
                } else {
                    wrapped(INDENT + items.texts().get(i), INDENT + INDENT);
                }
            }
        } else if (block instanceof Table table) {
            TextTable lines = TextTable.of(table, width - INDENT.length());
            leftOut.addAll(lines.leftOut());
            lines.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
        }
    }

    private void wrapped(String line, String indent) {
        String start = line.substring(0, line.length() - line.stripLeading().length());
        List<String> lines = new ArrayList<>(
                broken(Escaping.line(line.strip()), width - start.length(), indent.length() - start.length()));
        lines.set(0, start + lines.get(0));
        text.append(lines.get(0)).append('\n');
        lines.stream().skip(1).forEach(next -> text.append(indent).append(next).append('\n'));
    }

    /**
     * At least one line; words that are longer than the width stay whole, so that paths can be copied.
     *
     * @param indent spaces that the caller puts before every line but the first
     */
    static List<String> broken(String text, int width, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("(?<! ) ", -1)) {
            int room = lines.isEmpty() ? width : width - indent;
            if (line.length() > 0 && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
